package dev.gatehouse.secrets.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.secrets.checksum.Verdict.Result;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    /// How the tokens of each kind begin.
    private static final Map<Checksum, String> BEGINNINGS = Map.ofEntries(Map.entry(Checksum.GITHUB_CRC32, "ghp_"),
            Map.entry(Checksum.NPM_CRC32, "npm_"), Map.entry(Checksum.GRAFANA_CRC32, "glsa_"),
            Map.entry(Checksum.GITLAB_CRC32, "glpat-"), Map.entry(Checksum.PYPI_MACAROON, "pypi-"), Map.entry(Checksum.JWT, ""),
            Map.entry(Checksum.AWS_ACCESS_KEY_ID, "AKIA"), Map.entry(Checksum.AZURE_STORAGE_KEY, ""),
            Map.entry(Checksum.PEM_PRIVATE_KEY, "-----BEGIN PRIVATE KEY-----\n"),
            Map.entry(Checksum.AGE_BECH32, "AGE-SECRET-KEY-1"),
            Map.entry(Checksum.DISCORD_TOKEN, ""));

    @Property(tries = 200)
    void whatACheckSumCompletesIsValid(@ForAll Checksum checksum, @ForAll long seed) {
        String token = token(checksum, seed);

        assertThat(checksum.verify(token).result()).isEqualTo(Result.VALID);
    }

    @Property(tries = 200)
    void aChangedCharacterBreaksACheckSum(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (Checksum checksum : new Checksum[]{Checksum.GITHUB_CRC32, Checksum.GRAFANA_CRC32, Checksum.GITLAB_CRC32,
            Checksum.AGE_BECH32}) {
            String token = token(checksum, seed);
            int at = random.nextInt(token.length() - 12, token.length());
            char other = token.charAt(at) == 'Q'
                    ? 'P'
                    : token.charAt(at) == 'q' ? 'p' : checksum == Checksum.AGE_BECH32 ? 'Q' : 'q';
            String changed = token.substring(0, at) + other + token.substring(at + 1);

            assertThat(checksum.verify(changed).result()).isNotEqualTo(Result.VALID);
        }
    }

    @Property(tries = 500)
    void anyTextIsALegalQuestion(@ForAll Checksum checksum, @ForAll String text) {
        assertThat(checksum.verify(BEGINNINGS.get(checksum) + text)).isNotNull();
    }

    @Property(tries = 100)
    void whatIsSaidHoldsNothingOfTheToken(@ForAll Checksum checksum, @ForAll long seed) {
        String token = token(checksum, seed);
        String detail = checksum.verify(token).detail();

        for (int i = 0; i + 12 <= token.length(); i++) {
            assertThat(detail).doesNotContain(token.substring(i, i + 12));
        }
    }

    @Test
    void publishedTokensOfGithubAndNpmMatch() {
        // Both are public samples, revoked or made up.
        assertThat(Checksum.GITHUB_CRC32.verify("ghp_" + "zQWBuTSOoRi4A9spHcVY5" + "ncnsDkxkJ0mLq17").result())
                .isEqualTo(Result.VALID);
        assertThat(Checksum.NPM_CRC32.verify("npm_" + "qkJaB6MffYVzZXWqmcoF4" + "9yrUxP3wf0LsakP").result())
                .isEqualTo(Result.VALID);
        assertThat(Checksum.GITHUB_CRC32.verify("ghp_" + "a".repeat(36)).result()).isEqualTo(Result.INVALID);
    }

    @Test
    void theVectorsOfBip173Match() {
        assertThat(Checksum.AGE_BECH32.verify("A12UEL5L").result()).isEqualTo(Result.VALID);
        assertThat(Checksum.AGE_BECH32.verify("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw").result()).isEqualTo(Result.VALID);
        assertThat(Checksum.AGE_BECH32.verify("A1G7SGD8").result()).isEqualTo(Result.INVALID);
    }

    @Test
    void documentationSamplesAreInvalid() {
        assertThat(Checksum.AWS_ACCESS_KEY_ID.verify("AKIA" + "IOSFODNN7EXAMPLE").result()).isEqualTo(Result.INVALID);
        String jwt = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + Base64.getUrlEncoder().withoutPadding()
                        .encodeToString("{\"name\":\"John Doe\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + ".c2ln";
        assertThat(Checksum.JWT.verify(jwt).result()).isEqualTo(Result.INVALID);
        assertThat(Checksum.JWT.verify("eyJh.b.c").result()).isEqualTo(Result.INVALID);
    }

    @Test
    void realKeysInEveryWritingAreWhole() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String body = Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        String begin = "-----BEGIN " + "PRIVATE KEY-----";
        String end = "-----END " + "PRIVATE KEY-----";

        assertThat(pem(begin + "\n" + body + "\n" + end)).isEqualTo(Result.VALID);
        assertThat(pem(begin + "\\n" + body.replace("\n", "\\n") + "\\n" + end)).isEqualTo(Result.VALID);
        assertThat(pem("\"" + begin + "\" +\n  \"" + body.replace("\n", "\" +\n  \"") + "\" +\n  \"" + end + "\""))
                .isEqualTo(Result.VALID);
        assertThat(pem(begin + "\n" + body.substring(0, body.length() / 2) + "\n" + end)).isEqualTo(Result.DOUBTFUL);
        assertThat(pem(begin + "\nMIIE...\n" + end)).isEqualTo(Result.INVALID);
        assertThat(pem(begin + "\n" + "A".repeat(120) + "\n" + end)).isEqualTo(Result.INVALID);
    }

    @Test
    void anEncryptedKeyIsSaidToBeEncrypted() {
        String body = Checksum.PEM_PRIVATE_KEY.complete("-----BEGIN PRIVATE KEY-----\n", new SplittableRandom(1));

        Verdict pkcs8 = Checksum.PEM_PRIVATE_KEY.verify("-----BEGIN ENCRYPTED PRIVATE " + "KEY-----\n" + body + "\n-----END ");
        Verdict old = Checksum.PEM_PRIVATE_KEY
                .verify("-----BEGIN RSA PRIVATE " + "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\n"
                        + body + "\n-----END ");

        assertThat(pkcs8.encrypted()).isTrue();
        assertThat(old.encrypted()).isTrue();
        assertThat(old.result()).isEqualTo(Result.VALID);
    }

    private static Result pem(String text) {
        return Checksum.PEM_PRIVATE_KEY.verify(text).result();
    }

    private static String token(Checksum checksum, long seed) {
        String begun = Objects.requireNonNull(BEGINNINGS.get(checksum));
        String token = begun + checksum.complete(begun, new SplittableRandom(seed));
        return checksum == Checksum.PEM_PRIVATE_KEY ? token + "\n-----END PRIVATE KEY-----" : token;
    }
}
