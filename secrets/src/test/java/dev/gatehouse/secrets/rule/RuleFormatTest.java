package dev.gatehouse.secrets.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.checksum.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFormatTest {
    private static final String WHOLE = """
            family = "acme"
            cwe = [798, 321]
            rotate = "https://acme.test/keys"
            [controls]
            owasp-2021 = ["A07"]

            [[rules]]
            id = "acme-token"
            title = "Acme token"
            severity = "critical"
            confidence = "certain"
            profile = "strict"
            aliases = { gitleaks = ["acme-pat", "acme-old"] }
            message = "A token."
            fix = "Revoke it."
            keywords = ["ACME_"]
            regex = '\\b(k=)(acme_[a-z0-9]{20})\\b'
            path = '\\.env$'
            secretGroup = 2
            entropy = 3.25
            minUnique = 6
            tags = ["token"]
            checksum = "github-crc32"
            generic = true
            skipReport = true
            matches = ['k=[[acme_<checksum>]]']
            nearMisses = ['k=acme_<alnum:3-5>']
            [[rules.allowlists]]
            description = "fixtures"
            condition = "AND"
            paths = ['fixtures/']
            regexTarget = "line"
            regexes = ['fake']
            stopwords = ["Test"]
            commits = ["ABCDEF"]
            [[rules.required]]
            id = "acme-id"
            withinLines = 3
            withinColumns = 40
            [rules.validate]
            method = "POST"
            url = "https://api.acme.test/me"
            headers = { Authorization = "Bearer {secret}" }
            body = "{}"
            valid = [200, 204]
            revoked = [401, 403]

            [[rules]]
            id = "acme-id"
            title = "Acme id"
            severity = "info"
            confidence = "possible"
            message = "An id."
            fix = "None needed."
            rotate = "https://acme.test/ids"
            regex = 'acme-id-[0-9]{6}'
            """;

    @Test
    void everyKeyIsRead() throws DocumentException {
        CatalogueFile.Entry entry = read(WHOLE).entries().getFirst();
        Rule header = entry.rule().header();
        Detection detection = entry.rule().detection();

        assertThat(header.family()).isEqualTo("acme");
        assertThat(header.cwe()).containsExactly(798, 321);
        assertThat(header.controls()).containsEntry("owasp-2021", List.of("A07"));
        assertThat(header.aliases()).containsEntry("gitleaks", List.of("acme-pat", "acme-old"));
        assertThat(header.link()).hasToString("https://acme.test/keys");
        assertThat(header.profile()).isEqualTo(Rule.Profile.STRICT);
        assertThat(entry.rule().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(entry.rule().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(detection).isEqualTo(new Detection("\\b(k=)(acme_[a-z0-9]{20})\\b", "\\.env$", 2, 3.25, List.of("acme_"),
                List.of(new Allowlist("fixtures", true, List.of("abcdef"), List.of("fixtures/"), Allowlist.Target.LINE,
                        List.of("fake"), List.of("test"))),
                List.of(new Required("acme-id", 3, 40)), List.of("token"), false, Checksum.GITHUB_CRC32, true, 6, true));
        assertThat(entry.rule().validation()).isNotNull();
        assertThat(java.util.Objects.requireNonNull(entry.rule().validation()).headers()).containsEntry("Authorization",
                "Bearer {secret}");
        assertThat(entry.matches()).hasSize(1);
        assertThat(entry.nearMisses()).hasSize(1);
        assertThat(read(WHOLE).rules().get(1).header().link()).hasToString("https://acme.test/ids");
    }

    @Test
    void aPackHoldsTheSameRules() throws DocumentException, IOException {
        RuleSet set = new RuleSet(read(WHOLE).rules(),
                List.of(new Allowlist("", false, List.of(), List.of("x"), Allowlist.Target.SECRET, List.of(), List.of())));
        byte[] pack = RulePack.write(set);
        RuleSet loaded = RulePack.read(pack);

        assertThat(loaded.allowlists()).isEqualTo(set.allowlists());
        for (int i = 0; i < 2; i++) {
            SecretRule expected = set.rules().get(i);
            SecretRule actual = loaded.rules().get(i);
            assertThat(actual.detection()).isEqualTo(expected.detection());
            assertThat(actual.header()).isEqualTo(expected.header());
            assertThat(actual.validation()).isEqualTo(expected.validation());
            assertThat(actual.severity()).isEqualTo(expected.severity());
        }
        assertThat(RulePack.write(loaded)).isEqualTo(pack);
        assertThat(RulePack.digest(loaded)).isEqualTo(RulePack.digest(set))
                .isNotEqualTo(RulePack.digest(new RuleSet(set.rules(), List.of())));
    }

    @Property(tries = 300)
    void aDamagedPackIsRefusedOrReadButNeverWorse(@ForAll int position, @ForAll byte value) throws DocumentException {
        byte[] pack = RulePack.write(new RuleSet(read(WHOLE).rules(), List.of()));
        pack[Math.floorMod(position, pack.length)] = value;
        try {
            RulePack.read(Arrays.copyOf(pack, pack.length - Math.floorMod(position, 3)));
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "severity = \"critical\"| severity = \"grave\"| 10:12: 'severity' must be one of",
        "keywords = [| keyword = [| 16:1: unknown key 'keyword'; did you mean 'keywords'?",
        "secretGroup = 2| secretGroup = 3| 19:15: the regular expression has no group 3",
        "(acme_[a-z| (acme_[a-| 17:9: not a regular expression in RE2 syntax",
        "\"github-crc32\"| \"crc\"| 23:12: there is no checksum 'crc'",
        "\"https://api.acme| \"http://api.acme| 42:7: a secret is only ever sent over https",
        "message = \"A token.\"| | 7:1: 'message' is missing",
        "condition = \"AND\"| condition = \"BOTH\"| 30:13: 'condition' must be OR or AND",
        "<alnum:3-5>| <alnom:3>| 27:15: unknown open part <alnom:…>",
        "id = \"acme-id\"~title| id = \"Acme ID\"~title| 49:6: a rule id is lower-case words joined by hyphens",
        "gitleaks = [| gitleeks = [| 13:11: 'gitleeks' is not one of",
        "id = \"acme-id\"~title| id = \"acme-token\"~title| 48:1: the rule 'acme-token' is there twice"})
    void anErrorNamesFileAndLine(String before, String after, String message) {
        String changed = WHOLE.replace(before.replace('~', '\n'), after == null ? "" : after.replace('~', '\n'));
        assertThat(changed).isNotEqualTo(WHOLE);

        assertThatThrownBy(() -> read(changed)).isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("acme.toml:" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {"abc 3", "a{3,5} 5", "(?:ab|c){1,10} 20", "[a-f]{8}(-x)? 10", "^a$ 1", "a+ -1",
        "(a*){3} -1",
        "(?i)x{1,1000} 1000", "(?P<n>ab)\\.c 4", "a{2,} -1", "[[:alnum:]]{4} 4", "\\x41\\x{e4} 3", "\\Qa.b\\E 3", "é 2", ". 4",
        "() 0",
        "a?? 1", "[]a]x 2", "a{,3} 5", "\\b(?-i:Q)\\z 1"})
    void widthIsTheLongestMatchInBytes(String regex, long width) {
        assertThat(RegexShape.of(regex).width()).isEqualTo(width < 0 ? RegexShape.UNBOUNDED : width);
    }

    @Test
    void expressionsThatAskForTooMuchAreRefused() {
        assertThat(RegexShape.complaint("((a{1000}){1000}){1000}")).contains("too big");
        assertThat(RegexShape.complaint("(".repeat(5000) + "a" + ")".repeat(5000))).contains("too big");
        assertThat(RegexShape.complaint("a".repeat(30_000))).contains("longer than");
        assertThat(RegexShape.complaint("(?=a)b")).contains("RE2");
        assertThat(RegexShape.complaint("(a)\\1")).contains("RE2");
        assertThat(RegexShape.complaint("(?i)[\\w-]{1,1000}(a|b)+$")).isNull();
    }

    @Property(tries = 1000)
    void anyTextHasAShape(@ForAll String text) {
        assertThat(RegexShape.of(text).size()).isNotNegative();
    }

    @Property(tries = 50)
    void samplesAreFilledAlikeForTheSameSeed(@ForAll long seed) {
        Sample sample = new Sample("<lt>a><hex:8> = [[t_<alnum:12>-<uuid>]]; <nothing> <digits:2-4>", 1);
        Sample.Filled filled = sample.fill(null, seed);

        assertThat(sample.fill(null, seed)).isEqualTo(filled);
        assertThat(filled.text()).matches("<a>[0-9a-f]{8} = t_[A-Za-z0-9]{12}-[0-9a-f-]{36}; <nothing> [0-9]{2,4}");
        assertThat(filled.secret()).startsWith("t_").hasSize(2 + 12 + 1 + 36);
    }

    private static CatalogueFile read(String text) throws DocumentException {
        return CatalogueReader.read("acme.toml", text.getBytes(StandardCharsets.UTF_8));
    }
}
