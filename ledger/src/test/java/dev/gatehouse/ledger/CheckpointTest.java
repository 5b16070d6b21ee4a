package dev.gatehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
    private static final Checkpoint PLAIN = new Checkpoint("example.com/shop", 42, Hash.EMPTY.base64(), List.of());

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aSignedOneSurvivesItsTextAndIsBoundToEveryLine(Algorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        var trusted = List.of(key.verificationKey());
        String note = PLAIN.signedBy(key).note();
        Checkpoint read = Checkpoint.parse(note.getBytes(StandardCharsets.UTF_8));

        assertThat(read.note()).isEqualTo(note);
        assertThat(read.isSignedBy(trusted)).isTrue();
        assertThat(read.isSignedBy(List.of(SigningKey.generate(algorithm).verificationKey()))).isFalse();
        assertThat(Checkpoint.parse(note.replace("\n42\n", "\n41\n").getBytes(StandardCharsets.UTF_8)).isSignedBy(trusted))
                .isFalse();
        assertThat(Checkpoint.parse(note.replace("example.com/shop", "example.com/shoq").getBytes(StandardCharsets.UTF_8))
                .isSignedBy(trusted)).isFalse();
        assertThat(PLAIN.isSignedBy(trusted)).isFalse();
    }

    @Test
    void theKeyIdIsThatOfTheNotesSpecification() throws Exception {
        // SHA-256(name, newline, type 1, 32 bytes of key), first four bytes.
        SigningKey key = SigningKey.generate(Algorithm.ED25519);
        byte[] raw = Arrays.copyOfRange(key.verificationKey().encoded(), 12, 44);
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update("example.com/shop\n".getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 1);
        String expected = HexFormat.of().formatHex(digest.digest(raw), 0, 4);
        String line = PLAIN.signedBy(key).signatures().getFirst();
        byte[] sealed = Base64.getDecoder().decode(line.split(" ")[2]);

        assertThat(line).startsWith("— example.com/shop ");
        assertThat(HexFormat.of().formatHex(sealed, 0, 4)).isEqualTo(expected);
        assertThat(sealed).hasSize(4 + 64);
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        for (String text : List.of("", "a\n1\n" + Hash.EMPTY.base64() + "\n", "a b\n1\n" + Hash.EMPTY.base64() + "\n\n",
                "a\n01\n" + Hash.EMPTY.base64() + "\n\n", "a\n-1\n" + Hash.EMPTY.base64() + "\n\n", "a\n1\nAAAA\n\n",
                "a\n1\n" + Hash.EMPTY.base64() + "\n\n- a AAAA\n", "a\n99999999999999999999\n" + Hash.EMPTY.base64() + "\n\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(text.getBytes(StandardCharsets.UTF_8))).as(text)
                    .isInstanceOf(LedgerException.class);
        }
        assertThatThrownBy(() -> Checkpoint.parse(new byte[]{(byte) 0xff, 10})).hasMessageContaining("UTF-8");
    }
}
