package dev.gatehouse.secrets.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AfterMatchTest {

    @Test
    void entropyIsShannons() {
        assertThat(Entropy.shannon("")).isZero();
        assertThat(Entropy.shannon("aaaa")).isZero();
        assertThat(Entropy.shannon("ab")).isCloseTo(1, within(1e-12));
        assertThat(Entropy.shannon("0123456789abcdef")).isCloseTo(4, within(1e-12));
        assertThat(Entropy.shannon("äöüß")).isCloseTo(2, within(1e-12));
    }

    @Property(tries = 100)
    void entropyIsBoundedByTheNumberOfDifferentCharacters(@ForAll String text) {
        int distinct = (int) text.codePoints().distinct().count();

        assertThat(Entropy.shannon(text)).isBetween(0.0, Math.log(Math.max(1, distinct)) / Math.log(2) + 1e-9);
    }

    @Property(tries = 200)
    void aMaskIsMadeOfTheLengthAndAtMostFourCharacters(@ForAll @StringLength(max = 200) String secret,
            @ForAll boolean knownForm) {
        String mask = Mask.of(secret, knownForm);
        String blank = Mask.of("\u0001".repeat(secret.codePointCount(0, secret.length())), knownForm);

        assertThat(mask).endsWith(blank);
        assertThat(mask.length() - blank.length()).isLessThanOrEqualTo(secret.length() >= 20 ? 4 : 0);
    }

    @Test
    void wordsAreEfficientAndRandomStringsAreNot() {
        Subwords subwords = Subwords.builtIn();

        assertThat(List.of("getConnectionFactory", "application", "userPasswordEncoder",
                "DATABASE_PASSWORD"))
                .allMatch(text -> subwords.efficiency(text) > 3);
        assertThat(List.of("x9Kq2LmZ7pRtVw4Y", "aZ3kQ8", "9f86d081884c7d65", "qzxkvjwpfh"))
                .allMatch(text -> subwords.efficiency(text) < 2.2);
        assertThat(subwords.efficiency("")).isZero();
    }

    @Property(tries = 200)
    void tokensCoverTheText(@ForAll String text) {
        assertThat(Subwords.builtIn().tokens(text)).isBetween(text.isEmpty() ? 0 : 1, text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "changeme", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "${DB_PASSWORD}",
        "{{ .Values.password }}", "<your-key>", "$(cat /run/secret)", "<%= token %>", "sk_live_...", "YOUR_API_KEY", "12345678",
        "abcdefghij", "zyxwvuts", "abcabcabcabc", "%PASSWORD%", "$PASSWORD", "********", "aabbaabbaabb", "my-secret", "#{secret}",
        "00000000-0000-0000-0000-000000000000", "1234567890abcdef", "kWcr••••••••", "ab****yz", "xxxx", "<redacted>",
        "JBSWY3DPEHPK3PXPDEVGH"})
    void placeholdersAreRecognised(String value) {
        assertThat(Placeholders.reason(value)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q7Kz1mPw9XvT4bNc8LrJ", "hunter2", "Tr0ub4dor&3", "{AQAAABAAAAq7Kz1mPw9XvT4bNc8LrJ==}", "p@ss/w0rd",
        "kw680swvf@#@@fy",
        "https://chat.example.org/hooks/q7Kz1mPw9XvT4bNc8LrJ", "9f86d081884c7d659a2feaa0c55ad015"})
    void realValuesAreNotTakenForPlaceholders(String value) {
        assertThat(Placeholders.reason(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"java| password = getPassword()",
        "java| String password = config.password",
        "py| password = os.environ['DB_PASSWORD']", "js| token = process.env.TOKEN", "yaml| password: /run/secrets/db",
        "yaml| token: https://id.acme.test/token", "yaml| password: password", "yaml| api_key: 550e8400",
        "yaml| secret_version: 1.2.3", "json| \"integrity\": \"sha512-q7Kz1mPw9XvT4bNc8LrJ\"", "yaml| token: user@acme.test",
        "js| const passwordPattern = '^[a-z]{8,20}$'", "yaml| password: ENC[AES256,data:q7Kz1mPw9X]",
        "yaml| password_hash: $2b$12$q7Kz1mPw9XvT4bNc8LrJ", "html| passwordHint: 'Please enter your new password here'",
        "yaml| colour_key: #ff00aa", "yaml| password_encryption: scram-sha-256",
        "json| \"PasswordChanged\": \"Пароль змінено для користувача\"",
        "yaml| secretName: astra-gcp-743cfd150129-5rdt4", "yaml| apiKey: $grafana-api-key", "yaml| exclude_password: false,",
        "yaml| public_key: q7Kz1mPw9XvT4bNc8LrJq7Kz"})
    void referencesAndOtherDataAreNoSecrets(String extension, String line) {
        Candidate candidate = candidate(line.strip(), extension);

        assertThat(References.reason(candidate) != null || new HeuristicJudge().probability(candidate) < GenericJudge.POSSIBLE)
                .as(line).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"java| String password = \"Tr0ub4dor&3\"",
        "py| DB_PASSWORD = 'hunter2!x'",
        "yaml| password: q7Kz1mPw9X", "env| API_KEY=q7Kz1mPw9XvT4bNc8LrJ", "json| \"clientSecret\": \"q7Kz1mPw9XvT4bNc8LrJ\"",
        "properties| spring.datasource.password=s3cur3Pa55!", "ts| const authToken = 'b3f1c29de07a48115d6e'"})
    void secretsAreLikely(String extension, String line) {
        Candidate candidate = candidate(line.strip(), extension);

        assertThat(References.reason(candidate)).isNull();
        assertThat(new HeuristicJudge().probability(candidate)).isGreaterThanOrEqualTo(GenericJudge.LIKELY);
    }

    @Property(tries = 300)
    void anyCandidateHasAProbability(@ForAll String value, @ForAll @StringLength(max = 60) String head,
            @ForAll String extension) {
        Candidate candidate = Candidate.of(value, head + value, head.length(), "", extension);

        assertThat(new HeuristicJudge().probability(candidate)).isBetween(0.0, 1.0);
        References.reason(candidate);
        Placeholders.reason(value);
    }

    @Test
    void namesAreCutIntoWords() {
        assertThat(HeuristicJudge.words("dbPasswordURL")).containsExactly("db", "password", "url");
        assertThat(HeuristicJudge.words("spring.datasource.pass_word-2")).containsExactly("spring", "datasource", "pass", "word",
                "2");
        assertThat(HeuristicJudge.words("HTTPToken")).containsExactly("http", "token");
    }

    @Property(tries = 20)
    void hostileValuesAreJudgedQuickly(@ForAll @IntRange(min = 1, max = 126) int character) {
        String value = Character.toString(character).repeat(50_000);
        long start = System.nanoTime();
        Candidate candidate = Candidate.of(value, "password = " + value, 11, "", "yaml");
        References.reason(candidate);
        Placeholders.reason(value);
        new HeuristicJudge().probability(candidate);

        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    /// Takes the value apart as a rule would: behind the first `=` or `:`, inside quotes where there are any.
    private static Candidate candidate(String line, String extension) {
        int start = line.indexOf(line.contains("=") && !line.startsWith("\"") && !line.matches("[\\w.]+:.*") ? '=' : ':') + 1;
        while (" '\"".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        int end = line.length();
        if ("'\"".indexOf(line.charAt(start - 1)) >= 0) {
            end = line.indexOf(line.charAt(start - 1), start);
        }
        return Candidate.of(line.substring(start, end), line, start, "", extension);
    }
}
