package dev.gatehouse.policy.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against the real ssh-keygen, both ways.
class SshSignatureTest {
    private static final byte[] MESSAGE = "a text\nof two lines\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 384", "ecdsa, 521", "rsa, 2048"})
    void understandsWhatSshKeygenSigned(String type, String bits) throws Exception {
        Path key = generate(type, bits, "");
        Path message = Files.write(folder.resolve("message"), MESSAGE);
        run(List.of("ssh-keygen", "-q", "-Y", "sign", "-f", key.toString(), "-n", "gatehouse-test", message.toString()),
                new byte[0]);

        SshSignature signature = SshSignature.parse(Files.readString(folder.resolve("message.sig")));

        assertThat(signature.signer()).isEqualTo(SshPublicKey.parse(Files.readString(Path.of(key + ".pub"))));
        assertThat(signature.verifies("gatehouse-test", MESSAGE)).isTrue();
        assertThat(signature.verifies("another-purpose", MESSAGE)).isFalse();
        byte[] edited = MESSAGE.clone();
        edited[0] ^= 1;
        assertThat(signature.verifies("gatehouse-test", edited)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 384", "ecdsa, 521", "rsa, 2048"})
    void signsWhatSshKeygenAccepts(String type, String bits) throws Exception {
        Path key = generate(type, bits, "");
        SshPrivateKey own = SshPrivateKey.parse(Files.readString(key));
        for (int i = 0; i < 5; i++) {
            SshSignature signature = SshSignature.sign(own, "gatehouse-test", MESSAGE);
            assertThat(SshSignature.parse(signature.toString()).verifies("gatehouse-test", MESSAGE)).isTrue();
            Path armoured = Files.writeString(folder.resolve("own.sig"), signature.armoured());
            Path allowed = Files.writeString(folder.resolve("allowed"), "someone " + own.publicKey() + "\n");
            run(List.of("ssh-keygen", "-q", "-Y", "verify", "-f", allowed.toString(), "-I", "someone", "-n", "gatehouse-test",
                    "-s",
                    armoured.toString()), MESSAGE);
        }
    }

    @Test
    void saysThatAKeyHasAPassphrase() throws Exception {
        Path key = generate("ed25519", "256", "a passphrase");
        assertThatThrownBy(() -> SshPrivateKey.parse(Files.readString(key))).isInstanceOf(SshPrivateKey.EncryptedException.class);
    }

    @Test
    void everyDamagedByteOfASignatureIsNoticed() throws Exception {
        Path key = generate("ed25519", "256", "");
        byte[] raw = Base64.getDecoder()
                .decode(SshSignature.sign(SshPrivateKey.parse(Files.readString(key)), "gatehouse-test", MESSAGE).toString());
        for (int i = 0; i < raw.length; i++) {
            byte[] damaged = raw.clone();
            damaged[i] ^= 0x41;
            assertThat(verifies(damaged)).as("byte " + i).isFalse();
            assertThat(verifies(java.util.Arrays.copyOf(raw, i))).as("cut at " + i).isFalse();
        }
    }

    private static boolean verifies(byte[] raw) {
        try {
            SshSignature signature = SshSignature.parse(Base64.getEncoder().encodeToString(raw));
            // A signature whose reserved field or signer differs is another signature; it must not verify either.
            return signature.verifies("gatehouse-test", MESSAGE);
        } catch (SshFormatException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"'',form", "ssh-ed25519,form", "ssh-ed25519 AAAA,short", "ssh-dss AAAAB3NzaC1kc3MAAAAA,ssh-dss",
        "ssh-ed25519 !!!!,base64"})
    void saysWhatIsWrongWithAKey(String line, String clue) {
        assertThatThrownBy(() -> SshPublicKey.parse(line)).isInstanceOf(SshFormatException.class).hasMessageContaining(clue);
    }

    private Path generate(String type, String bits, String passphrase) throws IOException, InterruptedException {
        boolean present;
        try {
            new ProcessBuilder("ssh-keygen", "-?").redirectErrorStream(true).start().destroy();
            present = true;
        } catch (IOException e) {
            present = false;
        }
        if (System.getenv("GATEHOUSE_REQUIRE_TOOLS") == null) {
            assumeTrue(present, "ssh-keygen is not installed");
        }
        Path key = folder.resolve("key");
        run(List.of("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", passphrase, "-C", "test", "-f", key.toString()),
                new byte[0]);
        return key;
    }

    private void run(List<String> command, byte[] input) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("stdin"), input);
        Process process = new ProcessBuilder(command).redirectInput(in.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
