package dev.gatehouse.secrets.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.source.Trait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The trained judgement: what everybody would call a leaked secret is one, what everybody would call a placeholder is none.
class GenericDetectorTest {
    private static final GenericDetector DETECTOR = GenericDetector.load();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "Db.java ~ private String password = \"Summer2019!\";",
        ".env ~ DB_PASSWORD=hunter2",
        "settings.py ~ PASSWORD = 'Tr0ub4dor&3'",
        "application.properties ~ spring.datasource.password=Welcome123",
        "docker-compose.yml ~ MYSQL_ROOT_PASSWORD: dragon99",
        "config.js ~ apiKey: 'f3a91c07d2be4856a0c1e7b9d4583f62',",
        "client.rb ~ client_secret: 'Zk3vQ9xW2pLm8RtY6bNc1HdF5sJg7aVe'"})
    void whatLooksLikeASecretIsLikely(String file, String line) {
        assertThat(confidence(line, file)).isEqualTo(Confidence.LIKELY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "Db.java ~ private String password = \"changeme\";",
        ".env ~ DB_PASSWORD=your_password",
        "settings.py ~ PASSWORD = 'password'",
        "application.properties ~ spring.datasource.password=<password>",
        "docker-compose.yml ~ MYSQL_ROOT_PASSWORD: example",
        "config.js ~ apiKey: 'YOUR_API_KEY',",
        "messages.js ~ password: 'Enter your password',",
        "form.html ~ <input type=\"password\" name=\"password\" id=\"password\">",
        "a.go ~ const PasswordField = \"password\"",
        "a.ts ~ export const TOKEN_HEADER = 'X-Auth-Token';"})
    void whatStandsForASecretIsNotLikely(String file, String line) {
        assertThat(confidence(line, file)).isNotEqualTo(Confidence.LIKELY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "page.html ~ <input type=\"hidden\" name=\"authenticity_token\" value=\"Zl3nVqJ8hX0zXyW3q5mLkNf0d7rBvTgYcEaUoPiS1Kw=\">",
        "a.js ~ const csrfToken = 'Zl3nVqJ8hX0zXyW3q5mLkNf0d7rBvTgYcEaUoPiS1Kw=';",
        "handshake.http ~ Sec-WebSocket-Key: q4xkcO32u266gldTuKaSOw==",
        "shop.csproj ~ <UserSecretsId>2964897e-c0a1-4e0d-9b2d-3f1c8a7f5d21</UserSecretsId>",
        "chap.yaml ~ discovery.sendtargets.auth.username: ZGVtb3VzZXIx",
        "key.json ~ {\"token_uri\": \"https://accounts.example\", \"auth_provider_x509_cert_url\": \"https://certs.example\"}",
        "template.js ~ tmpl.stylesheetToken = \"lwc-4pr1m8hbrn4\";",
        "kubeconfig.yaml ~ caKeyData: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURRekNDQWl1Z0F3SUJBZ0lVWXlZVnpZ"})
    void whatEverybodyIsGivenIsNoSecret(String file, String line) {
        assertThat(confidence(line, file)).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "a.yml ~ password: P@ssw0rd",
        "a.js ~ const password = 's3cr3t42';",
        "a.py ~ 'password': 'qwerty1',",
        ".env ~ DB_PASSWORD=hunter2",
        "secret.yaml ~   password: cGFzc3dvcmQ="})
    void whatEverybodyThinksOfIsASecretButNotInATest(String file, String line) {
        GenericCandidate candidate = find(line + "\n", file).getFirst();

        assertThat(DETECTOR.confidence(GenericDetector.logit(candidate, Set.of()))).isEqualTo(Confidence.LIKELY);
        assertThat(DETECTOR.confidence(GenericDetector.logit(candidate, Set.of(Trait.TEST)))).isNotEqualTo(Confidence.LIKELY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\u0001', value = {
        "A.java ~ Set.of(\"userpass\", \"dbpass\", \"sshpass\", \"pswd\", \"xk9psw\", \"mdp7k\");",
        "A.java ~    \"senha\", \"contrasena\", \"kennwort\", \"sshpass\", \"pswd\", \"psw\",",
        "cli.py ~ becomepass = sshpass",
        "message ~ Co-authored-by: Xkq29fmLq <x@example.org>",
        "a.json ~ \"AuthorDate\": \"2020-05-08T17:45:43Z\",",
        "a.rb ~ @user.password = :twisty",
        "a.ts ~ const fakePassword = 'rjGcfuRu92';",
        "a.json ~ \"totp\": \"NBSWY3DPEB3W64TM\",",
        "log.txt ~ error presenting token: gandiv5: unexpected zone",
        "a.json ~ \"NextToken\": \"eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==\"",
        "a.json ~ \"ClientToken\": \"5236cffc-ee13-4a32-bb5b-388d9da09d96\"",
        "a.json ~ \"arn:aws:secretsmanager:eu-west-1:123456789012:secret:greengrass-auth-3QNDmM\"",
        "a.txt ~ https://x.test/?X-Amz-Credential=AKIAQ3ZV5K2MHT7WPLXB%2F20190814%2Fus-west-2%2Fs3%2Faws4_request&X-Amz-Date=1"})
    void whatOnlyLooksLikeASecretIsNotLikely(String file, String line) {
        assertThat(confidence(line, file)).isNotEqualTo(Confidence.LIKELY);
    }

    @Test
    void aNameWithItsValueAmongFewOthersIsNoList() {
        assertThat(confidence("Map.of(\"user\", \"bob\", \"password\", \"Kx93!vTq2m\")", "A.java")).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void textsForPeopleHoldNoPasswords() {
        GenericCandidate candidate = find("Password=Adgangskode\n", "login_da.properties").getFirst();

        assertThat(DETECTOR.confidence(GenericDetector.logit(candidate, Set.of(Trait.TRANSLATION)))).isNull();
    }

    @Test
    void anEncodedPrivateKeyIsOne() {
        assertThat(confidence("clientKey: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2Z0lCQURBTkJna3Foa2lHOXcw", "a.yaml"))
                .isNotNull();
    }

    @Test
    void saysWhyAndNothingOfTheValue() {
        String line = "password = \"Summer2019!\"\n";
        List<GenericCandidate> found = find(line, "a.py");
        assertThat(found).hasSize(1);
        GenericCandidate candidate = found.getFirst();
        assertThat(candidate.kind()).isEqualTo(Kind.PASSWORD);
        assertThat(line.substring(candidate.start(), candidate.end())).isEqualTo("Summer2019!");
        assertThat(candidate.explanation().reasons()).isNotEmpty().allSatisfy(reason -> assertThat(reason.words()).isNotBlank());
        assertThat(candidate.explanation().summary()).containsAnyOf("for it: ", "against it: ").doesNotContain("Summer");
        assertThat(candidate.toString()).doesNotContain("Summer");
    }

    @Test
    void countsOffsetsFromTheBeginningOfTheText() {
        byte[] text = "xxxxx\npassword = \"Summer2019!\"\n".getBytes(StandardCharsets.UTF_8);
        GenericCandidate found = DETECTOR.find(text, 6, text.length - 6, "a.py").getFirst();
        assertThat(found.start()).isEqualTo(12);
    }

    @Test
    void isLessSureInTests() {
        GenericCandidate found = find("password = \"Summer2019!\"\n", "a.py").getFirst();
        assertThat(GenericDetector.logit(found, Set.of(Trait.TEST))).isLessThan(GenericDetector.logit(found, Set.of()));
    }

    @Test
    void bearsAHugeLine() {
        String line = "key:\"a1b2c3d4e5f6\",pass=\"".repeat(50_000);
        assertThat(find(line, "a.js")).allSatisfy(each -> assertThat(each.end()).isLessThanOrEqualTo(line.length()));
        assertThat(find("password".repeat(200_000), "a.js")).isEmpty();
    }

    private static List<GenericCandidate> find(String text, String file) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DETECTOR.find(bytes, 0, bytes.length, file);
    }

    private static @Nullable Confidence confidence(String line, String file) {
        Confidence highest = null;
        for (GenericCandidate each : find(line + "\n", file)) {
            Confidence one = DETECTOR.confidence(GenericDetector.logit(each, Set.of()));
            highest = highest == null || one != null && one.compareTo(highest) > 0 ? one : highest;
        }
        return highest;
    }
}
