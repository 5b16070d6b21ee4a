package dev.gatehouse.secrets.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.CatalogueReader;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.Required;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitleaksTest {
    private static final RuleSet EMPTY = new RuleSet(List.of(), List.of());
    private final List<Diagnostic> told = new ArrayList<>();
    private final Map<String, String> files = new HashMap<>();

    @Test
    void theWholeGrammarIsRead() throws DocumentException {
        RuleSet set = rules("""
                title = "ours"
                [[rules]]
                id = "a"
                description = "An a"
                regex = '(a+)(b+)'
                path = '\\.x$'
                secretGroup = 2
                entropy = 3
                keywords = ["Key"]
                tags = ["t"]
                [[rules.allowlists]]
                description = "d"
                condition = "&&"
                commits = ["DEADBEEF"]
                paths = ["p"]
                regexTarget = "match"
                regexes = ["r"]
                stopwords = ["STOP"]
                [[rules.required]]
                id = "b"
                withinLines = 5
                withinColumns = 10
                [[rules]]
                id = "b"
                path = 'only/paths'
                skipReport = true
                [[allowlists]]
                regexes = ["global"]
                [[allowlists]]
                targetRules = ["b"]
                paths = ["only-b"]
                """);

        assertThat(set.rules().getFirst().header().title()).isEqualTo("An a");
        assertThat(detection(set, "a")).isEqualTo(new Detection("(a+)(b+)", "\\.x$", 2, 3, List.of("key"),
                List.of(new Allowlist("d", true, List.of("deadbeef"), List.of("p"), Allowlist.Target.MATCH, List.of("r"),
                        List.of("stop"))),
                List.of(new Required("b", 5, 10)), List.of("t"), true, null, false, 0, false));
        assertThat(detection(set, "b").reported()).isFalse();
        assertThat(detection(set, "b").allowlists()).extracting(Allowlist::paths).containsExactly(List.of("only-b"));
        assertThat(set.allowlists()).extracting(Allowlist::regexes).containsExactly(List.of("global"));
        assertThat(told).isEmpty();
    }

    @Test
    void oldAllowlistsAndKeysInAnyCaseAreRead() throws DocumentException {
        RuleSet set = rules("""
                [[rules]]
                ID = "a"
                Regex = 'a'
                SecretGroup = 0
                keywords = "one,two"
                [rules.allowlist]
                stopWords = ["x"]
                [allowlist]
                regexes = ["y"]
                """);

        assertThat(detection(set, "a").keywords()).containsExactly("one", "two");
        assertThat(detection(set, "a").allowlists().getFirst().stopwords()).containsExactly("x");
        assertThat(set.allowlists().getFirst().regexes()).containsExactly("y");
    }

    @Test
    void whatIsNotKnownIsToldAndPassedOver() throws DocumentException {
        rules("[[rules]]\nid = 'a'\nregex = 'a'\nregexp = 'b'\n");

        assertThat(told).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.NOTE);
            assertThat(diagnostic.toString()).startsWith(".gitleaks.toml:4: the key 'regexp' is not known");
        });
    }

    @Test
    void aChildChangesItsBase() throws DocumentException {
        files.put("base.toml", """
                [[rules]]
                id = "a"
                description = "base"
                regex = 'a'
                entropy = 1
                keywords = ["k"]
                tags = ["t"]
                [[rules.allowlists]]
                stopwords = ["x"]
                [[rules]]
                id = "gone"
                regex = 'g'
                [[rules]]
                id = "kept"
                regex = 'k'
                [allowlist]
                paths = ["p"]
                """);
        RuleSet set = rules("""
                [extend]
                path = "base.toml"
                disabledRules = ["gone", "unheard-of"]
                [[rules]]
                id = "a"
                description = "child"
                entropy = 2
                keywords = ["l"]
                tags = ["u"]
                [[rules.allowlists]]
                stopwords = ["y"]
                [[rules]]
                id = "new"
                regex = 'n'
                [[rules]]
                id = "no-such-base"
                keywords = ["z"]
                [[allowlists]]
                paths = ["q"]
                """);

        assertThat(set.rules()).extracting(SecretRule::id).containsExactlyInAnyOrder("a", "kept", "new");
        Detection a = detection(set, "a");
        assertThat(a.regex()).isEqualTo("a");
        assertThat(a.entropy()).isEqualTo(2);
        assertThat(a.keywords()).containsExactly("k", "l");
        assertThat(a.tags()).containsExactly("t", "u");
        assertThat(a.allowlists()).extracting(Allowlist::stopwords).containsExactly(List.of("x"), List.of("y"));
        assertThat(set.allowlists()).extracting(Allowlist::paths).containsExactly(List.of("q"), List.of("p"));
        assertThat(told).extracting(Diagnostic::code).containsExactlyInAnyOrder("secrets-rule-unknown",
                "secrets-rule-without-effect");
    }

    @Test
    void basesAreFollowedTwoDeep() throws DocumentException {
        files.put("1", "[extend]\npath = '2'\n[[rules]]\nid = 'one'\nregex = '1'\n");
        files.put("2", "[extend]\npath = '3'\n[[rules]]\nid = 'two'\nregex = '2'\n");
        files.put("3", "[[rules]]\nid = 'three'\nregex = '3'\n");

        assertThat(rules("[extend]\npath = '1'\n").rules()).extracting(SecretRule::id).containsExactly("one", "two");
    }

    @Test
    void theDefaultIsTheCatalogueAndItsIdsAreOurs() throws DocumentException {
        RuleSet catalogue = new RuleSet(CatalogueReader.read("c.toml", """
                family = "acme"
                [[rules]]
                id = "our-a"
                title = "A"
                severity = "high"
                confidence = "certain"
                message = "m"
                fix = "f"
                regex = 'a'
                aliases = { gitleaks = ["their-a"] }
                [[rules]]
                id = "our-b"
                title = "B"
                severity = "high"
                confidence = "certain"
                message = "m"
                fix = "f"
                regex = 'b'
                aliases = { gitleaks = ["their-b"] }
                [[rules]]
                id = "our-c"
                title = "C"
                severity = "high"
                confidence = "certain"
                message = "m"
                fix = "f"
                regex = 'c'
                aliases = { gitleaks = ["their-c"] }
                """.getBytes(StandardCharsets.UTF_8)).rules(), List.of());
        GitleaksConfig config = read("""
                [extend]
                useDefault = true
                disabledRules = ["their-b", "theirs-without-counterpart"]
                [[rules]]
                id = "their-a"
                description = "Renamed"
                [[rules.allowlists]]
                paths = ["p"]
                [[rules]]
                id = "their-c"
                regex = 'mine'
                [[rules]]
                id = "unknown"
                [[allowlists]]
                targetRules = ["their-a"]
                stopwords = ["w"]
                """);
        RuleSet set = config.apply(catalogue);

        assertThat(config.extendsCatalogue()).isTrue();
        assertThat(set.rules()).extracting(SecretRule::id).containsExactly("our-a", "their-c");
        assertThat(detection(set, "our-a").allowlists()).hasSize(2);
        assertThat(detection(set, "their-c").regex()).isEqualTo("mine");
        assertThat(set.rules().getFirst().header().title()).isEqualTo("Renamed");
        assertThat(told).extracting(Diagnostic::code).containsExactly("secrets-rule-unknown", "secrets-rule-unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[[rules]]~id = 'a'| .gitleaks.toml:1:1: a: 'regex' and 'path' are both empty",
        "[[rules]]~regex = 'a'| .gitleaks.toml:1:1: a rule's 'id' is missing",
        "[[rules]]~id = 'a'~regex = '(a'| .gitleaks.toml:3:9: not a regular expression in RE2 syntax",
        "[[rules]]~id = 'a'~regex = 'a'~secretGroup = 1| .gitleaks.toml:4:15: a: the regular expression has no group 1",
        "[[rules]]~id = 'a'~regex = '((a{1000}){1000}){9}'| .gitleaks.toml:3:9: the regular expression is too big",
        "[[allowlists]]| .gitleaks.toml:1:1: an allow-list needs",
        "[[allowlists]]~regexes = ['a']~regexTarget = 'mtach'| .gitleaks.toml:3:15: 'regexTarget' must be",
        "[[allowlists]]~regexes = ['a']~condition = 'XOR'| .gitleaks.toml:3:13: 'condition' must be",
        "[allowlist]~regexes = ['a']~[[allowlists]]~regexes = ['b']| .gitleaks.toml:1:1: [allowlist] is the old form of",
        "[[allowlists]]~targetRules = ['b']~regexes = ['b']| .gitleaks.toml:1:1: 'targetRules' names the rule 'b'",
        "[[rules]]~id = 'a'~regex = 'a'~[[rules.required]]~id = 'b'| .gitleaks.toml:1:1: a: requires the rule 'b'",
        "[extend]~path = 'none.toml'| .gitleaks.toml:1:1: cannot read 'extend.path': none.toml does not exist",
        "[extend]~url = 'https://acme.test'| .gitleaks.toml:2:7: 'extend.url' is refused",
        "[extend]~path = 'a'~useDefault = true| .gitleaks.toml:2:8: 'extend.path' and 'extend.useDefault'",
        "[[rules]~id = 'a'| .gitleaks.toml:1:"})
    void aMistakeNamesFileAndLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace('~', '\n'))).isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void filesOutsideTheFolderAreNotOpened(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("outside.toml"), "x");
        Files.writeString(root.resolve("inside.toml"), "y");
        Files.createSymbolicLink(root.resolve("link.toml"), folder.resolve("outside.toml"));
        Confined access = new Confined(root);

        assertThat(access.read("../root/inside.toml", "a.toml")).asString().isEqualTo("y");
        assertThatThrownBy(() -> access.read("../outside.toml", "a.toml")).isInstanceOf(IOException.class)
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> access.read("link.toml", "a.toml")).isInstanceOf(IOException.class)
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> access.read("none.toml", "a.toml")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void ignoreFilesHoldFingerprintsOfBothForms() {
        GitleaksIgnore ignore = GitleaksIgnore.read(".gitleaksignore", """
                # comment
                foo\\bar\\a.yaml:some-rule:4
                0123abc:src/b.json:some-rule:73
                src/c.py:other-rule:1 # reason

                nonsense
                """.getBytes(StandardCharsets.UTF_8), told::add);

        assertThat(ignore.ignores(null, "foo/bar/a.yaml", Set.of("x", "some-rule"), 4)).isEqualTo(".gitleaksignore:2");
        assertThat(ignore.ignores("ffff", "foo/bar/a.yaml", Set.of("some-rule"), 4)).isEqualTo(".gitleaksignore:2");
        assertThat(ignore.ignores("0123abc", "src/b.json", Set.of("some-rule"), 73)).isEqualTo(".gitleaksignore:3");
        assertThat(ignore.ignores(null, "src/b.json", Set.of("some-rule"), 73)).isNull();
        assertThat(ignore.ignores(null, "src/c.py", Set.of("other-rule"), 1)).isNotNull();
        assertThat(ignore.ignores(null, "src/c.py", Set.of("other-rule"), 2)).isNull();
        assertThat(told).singleElement().hasToString(
                ".gitleaksignore:6: not a fingerprint of gitleaks; write file:rule:line or commit:file:rule:line");
    }

    @Test
    void aBaselineMatchesByPlaceAndSecret() throws DocumentException {
        GitleaksBaseline baseline = GitleaksBaseline.read("base.json", """
                [{"RuleID": "r", "File": "a.py", "Commit": "", "StartLine": 3, "Secret": "one"},
                 {"RuleID": "r", "File": "a.py", "Commit": "", "StartLine": 3, "Secret": "two"},
                 {"RuleID": "r", "File": "b.py", "Commit": "abc", "StartLine": 9, "Secret": "REDACTED", "Entropy": 3.2}]
                """.getBytes(StandardCharsets.UTF_8), secret -> "fp-" + secret);

        assertThat(baseline.size()).isEqualTo(3);
        assertThat(baseline.contains(null, "a.py", Set.of("r"), 3, "fp-one")).isTrue();
        assertThat(baseline.contains(null, "a.py", Set.of("r"), 3, "fp-two")).isTrue();
        assertThat(baseline.contains(null, "a.py", Set.of("r"), 3, "fp-three")).isFalse();
        assertThat(baseline.contains(null, "a.py", Set.of("r"), 4, "fp-one")).isFalse();
        assertThat(baseline.contains("abc", "b.py", Set.of("q", "r"), 9, "fp-anything")).isTrue();
        assertThat(baseline.contains(null, "b.py", Set.of("r"), 9, "fp-anything")).isFalse();
        assertThatThrownBy(() -> GitleaksBaseline.read("base.json", "{}".getBytes(StandardCharsets.UTF_8), s -> s))
                .isInstanceOf(DocumentException.class).hasMessageStartingWith("base.json:1:1:");
    }

    private RuleSet rules(String text) throws DocumentException {
        return read(text).apply(EMPTY);
    }

    private GitleaksConfig read(String text) throws DocumentException {
        return GitleaksConfig.read(".gitleaks.toml", text.getBytes(StandardCharsets.UTF_8), (path, from) -> {
            String file = files.get(path);
            if (file == null) {
                throw new NoSuchFileException(path + " does not exist");
            }
            return file.getBytes(StandardCharsets.UTF_8);
        }, told::add);
    }

    private static Detection detection(RuleSet set, String id) {
        return set.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow().detection();
    }
}
