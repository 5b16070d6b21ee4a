package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final byte[] MESSAGE = "what is to be signed".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aKeyVerifiesWhatItSignedAndNothingElse(Algorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm);
        byte[] signature = key.sign(MESSAGE);

        assertThat(key.verificationKey().verifies(MESSAGE, signature)).isTrue();
        assertThat(key.verificationKey().verifies("another".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
        assertThat(SigningKey.generate(algorithm).verificationKey().verifies(MESSAGE, signature)).isFalse();
        for (int i = 0; i < signature.length; i++) {
            byte[] damaged = signature.clone();
            damaged[i] ^= 1;
            assertThat(key.verificationKey().verifies(MESSAGE, damaged)).as("bit of byte %d turned", i).isFalse();
        }
        assertThat(key.verificationKey().verifies(MESSAGE, new byte[0])).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void keysSurviveTheirPemForm(Algorithm algorithm) throws Exception {
        for (int i = 0; i < 20; i++) {
            SigningKey key = SigningKey.generate(algorithm);
            assertThat(VerificationKey.parse(key.verificationKey().pem())).isEqualTo(key.verificationKey());
            // The file holds no public part: it is computed from the private one.
            SigningKey again = SigningKey.parse(key.privatePem(), null);
            assertThat(again.verificationKey()).isEqualTo(key.verificationKey());
            assertThat(key.verificationKey().verifies(MESSAGE, again.sign(MESSAGE))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "EC -pkeyopt ec_paramgen_curve:P-256"})
    void keysOfOpensslAreRead(String algorithm, @TempDir Path folder) throws Exception {
        Path plain = folder.resolve("plain.pem");
        openssl(("genpkey -algorithm " + algorithm + " -out " + plain).split(" "));
        openssl("pkey", "-in", plain.toString(), "-pubout", "-out", folder.resolve("public.pem").toString());
        openssl("pkcs8", "-topk8", "-in", plain.toString(), "-passout", "pass:correct horse", "-out",
                folder.resolve("locked.pem").toString());

        VerificationKey expected = VerificationKey.parse(Files.readString(folder.resolve("public.pem")));
        assertThat(SigningKey.parse(Files.readString(plain), null).verificationKey()).isEqualTo(expected);
        String locked = Files.readString(folder.resolve("locked.pem"));
        assertThat(SigningKey.parse(locked, "correct horse".toCharArray()).verificationKey()).isEqualTo(expected);
        assertThatThrownBy(() -> SigningKey.parse(locked, "wrong".toCharArray())).isInstanceOf(SigningException.class)
                .hasMessageContaining("passphrase does not open");
        assertThatThrownBy(() -> SigningKey.parse(locked, null)).isInstanceOf(SigningException.class)
                .hasMessageContaining("none was given");
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            if (System.getenv("GATEHOUSE_REQUIRE_TOOLS") != null) {
                throw e;
            }
            Assumptions.abort("openssl is not installed");
            return;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    @Test
    void otherCurvesAndAlgorithmsAreRefusedByName() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatThrownBy(() -> new VerificationKey(rsa.getPublic())).isInstanceOf(SigningException.class)
                .hasMessageContaining("RSA");
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var larger = generator.generateKeyPair();
        assertThatThrownBy(() -> new VerificationKey(larger.getPublic())).isInstanceOf(SigningException.class)
                .hasMessageContaining("384 bits");
    }

    @Test
    void filesThatAreNoKeySayWhatIsWrong() {
        String key = SigningKey.generate(Algorithm.ED25519).privatePem();
        assertThatThrownBy(() -> VerificationKey.parse(key)).hasMessageContaining("a PUBLIC KEY is needed");
        assertThatThrownBy(() -> SigningKey.parse("hello", null)).hasMessageContaining("not a key in PEM form");
        assertThatThrownBy(() -> SigningKey.parse(key.substring(0, 60), null)).hasMessageContaining("cut short");
        assertThatThrownBy(() -> SigningKey.parse(key.replace("\nM", "\n*"), null)).hasMessageContaining("not base64");
        assertThatThrownBy(() -> SigningKey.parse(new Pem("PRIVATE KEY", new byte[40]).text(), null))
                .hasMessageContaining("not a valid private key");
    }

    @Test
    void aPrivateKeyNeverShowsItself() {
        SigningKey key = SigningKey.generate(Algorithm.ED25519);
        assertThat(key.toString()).startsWith("private key of Ed25519 sha256:").hasSizeLessThan(110);
    }
}
