package dev.gatehouse.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.checksum.Checksum;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.gitleaks.GitleaksBaseline;
import dev.gatehouse.secrets.gitleaks.GitleaksIgnore;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SecretsCheckTest {
    private static final ContentId ID = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);
    private static final RuleSet NO_CATALOGUE = new RuleSet(List.of(), List.of());
    private static final String RULES = """
            family = "acme"
            rotate = "https://acme.test/keys"
            [[rules]]
            id = "acme-token"
            title = "Acme token"
            severity = "critical"
            confidence = "certain"
            aliases = { gitleaks = ["acme-pat"] }
            message = "A token of Acme."
            fix = "Revoke it."
            keywords = ["acme_"]
            regex = '\\b(acme_[A-Za-z0-9]{36})\\b'
            checksum = "github-crc32"
            [[rules]]
            id = "private-key"
            title = "Private key"
            severity = "critical"
            confidence = "certain"
            message = "A private key."
            fix = "Replace it."
            regex = '-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\:,"-]{1,1000}?-----END [A-Z ]{0,20}PRIVATE KEY-----'
            checksum = "pem-private-key"
            [[rules]]
            id = "generic-secret"
            title = "A secret"
            severity = "high"
            confidence = "likely"
            message = "Looks like a secret."
            fix = "Replace it."
            generic = true
            regex = '''(?i)(?:password|token|secret)["']?[ \\t]{0,8}[=:][ \\t]{0,8}["']?([^\\s"']{4,100})'''
            [[rules]]
            id = "strict-only"
            title = "Strict"
            severity = "low"
            confidence = "likely"
            profile = "strict"
            message = "m"
            fix = "f"
            regex = 'strict-[0-9]{6}'
            """;

    private static final String TOKEN = "acme_" + Checksum.GITHUB_CRC32.complete("acme_", new SplittableRandom(7));

    @Test
    void aSecretIsFoundWhereItStands() throws DocumentException {
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts facts = facts(check, "x = 1\nkey = '" + TOKEN + "'\n");

            assertThat(facts.hits()).singleElement().satisfies(hit -> {
                assertThat(hit.span().start()).isEqualTo(13);
                assertThat(hit.span().end()).isEqualTo(13 + TOKEN.length());
                assertThat(hit.confidence()).isEqualTo(Confidence.CERTAIN);
                assertThat(hit.checksum()).isEqualTo("CRC-32 matches");
                assertThat(hit.mask()).isEqualTo("acme******** (41 characters)");
            });
            assertThat(check.facts(blob("nothing here", Blob.Form.TEXT))).isNull();
            assertThat(check.facts(blob("key = " + TOKEN.substring(0, 40) + "!", Blob.Form.TEXT))).isNull();
        }
    }

    @Test
    void theRuleThatKnowsTheFormBeatsTheOneThatGuesses() throws DocumentException {
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            List<Finding> findings = findings(check, "token = \"" + TOKEN + "\"\npassword = \"Tr0ub4dor&3x\"", place("a.py"));

            assertThat(findings).extracting(finding -> finding.rule().id()).containsExactly("acme-token", "generic-secret");
            assertThat(findings.get(1).confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(findings.get(1).evidence()).containsKeys("rule", "secret", "entropy", "probability", "confidence");
            assertThat(findings.get(0).remedy()).isNotNull();
        }
    }

    @Test
    void aRuleForCertainFilesTakesThePlaceOfAnotherOnlyInThem() throws DocumentException {
        String rules = RULES + """
                [[rules]]
                id = "acme-ini"
                title = "Password in acme.ini"
                severity = "critical"
                confidence = "certain"
                message = "m"
                fix = "f"
                path = '(?:^|/)acme\\.ini$'
                regex = '(?m)^password = "([^"]{4,60})"'
                """;
        String text = "x\npassword = \"Tr0ub4dor&3x\"\n";
        try (SecretsCheck check = check(rules, SecretsOptions.DEFAULT)) {
            assertThat(findings(check, text, place("a.py"))).extracting(finding -> finding.rule().id())
                    .containsExactly("generic-secret");
            assertThat(findings(check, text, place("b/acme.ini"))).singleElement().satisfies(finding -> {
                assertThat(finding.rule().id()).isEqualTo("acme-ini");
                assertThat(finding.occurrences()).hasSize(1);
            });
            assertThat(paths(check, text, "a.py", "b/acme.ini")).containsExactlyInAnyOrder("a.py", "b/acme.ini");
        }
    }

    @Test
    void encodedSecretsAreFoundAtTheirEncodedForm() throws DocumentException {
        String encoded = Base64.getEncoder().encodeToString(("token=" + TOKEN).getBytes(StandardCharsets.UTF_8));
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts plain = facts(check, "key: " + TOKEN);
            SecretFacts facts = facts(check, "data: " + encoded + "\n");

            assertThat(facts.hits()).singleElement().satisfies(hit -> {
                assertThat(hit.encoding()).isEqualTo("base64");
                assertThat(hit.span().start()).isEqualTo(6);
                assertThat(hit.span().end()).isEqualTo(6 + encoded.length());
                assertThat(hit.hmac()).isEqualTo(plain.hits().getFirst().hmac());
            });
        }
    }

    @Test
    void utf16IsReadAndPlacedInTheOriginal() throws DocumentException {
        String text = "schlüssel € = '" + TOKEN + "'";
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            for (Blob.Form form : List.of(Blob.Form.UTF_16LE, Blob.Form.UTF_16BE)) {
                byte[] bytes = text.getBytes(form == Blob.Form.UTF_16LE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
                SecretFacts facts = Objects
                        .requireNonNull(check.facts(new Blob(ID, bytes, 0, bytes.length, form, SourcePath.of("a"))));

                assertThat(facts.spans()).singleElement().satisfies(span -> {
                    assertThat(span.start()).isEqualTo(2 * text.indexOf("acme_"));
                    assertThat(span.end()).isEqualTo(span.start() + 2 * TOKEN.length());
                });
            }
        }
    }

    @Test
    void ofBinariesOnlyCertainSecretsAreTaken() throws DocumentException {
        byte[] head = {0, 1, 2, (byte) 0xfe, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(("key=" + TOKEN + "\0password=Tr0ub4dor&3x\0").getBytes(StandardCharsets.UTF_8));
        byte[] bytes = out.toByteArray();
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts facts = Objects
                    .requireNonNull(check.facts(new Blob(ID, bytes, 0, bytes.length, Blob.Form.BINARY, SourcePath.of("a.bin"))));

            assertThat(facts.spans()).singleElement().satisfies(span -> assertThat(span.start()).isEqualTo(head.length + 4));
        }
    }

    @Test
    void offsetsCountFromTheBeginningOfTheContentNotOfTheBuffer() throws DocumentException {
        byte[] buffer = ("token = 'junk before'; key='" + TOKEN + "' after").getBytes(StandardCharsets.UTF_8);
        int offset = 23;
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts facts = Objects.requireNonNull(check
                    .facts(new Blob(ID, buffer, offset, buffer.length - offset, Blob.Form.TEXT, SourcePath.of("a"))));

            assertThat(facts.spans().getFirst().start()).isEqualTo(5);
        }
    }

    @Property(tries = 60)
    void neitherFactsNorFindingsHoldTheSecret(@ForAll long seed) throws DocumentException, IOException {
        String token = "acme_" + Checksum.GITHUB_CRC32.complete("acme_", new SplittableRandom(seed));
        String tail = token.substring(8);
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts facts = facts(check, "key = " + token);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            check.write(facts, new DataOutputStream(out));
            List<Finding> findings = findings(check, "key = " + token, place("a.py"));

            assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain(tail);
            assertThat(facts.toString() + findings + check + FingerprintKey.ofNobody()).doesNotContain(tail);
            assertThat(check.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())))).isEqualTo(facts);
        }
    }

    @Property(tries = 200)
    void damagedFactsAreRefusedOrReadButNeverWorse(@ForAll int position, @ForAll byte value)
            throws DocumentException, IOException {
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            check.write(facts(check, "key = " + TOKEN + " password: Tr0ub4dor&3x"), new DataOutputStream(out));
            byte[] bytes = out.toByteArray();
            bytes[Math.floorMod(position, bytes.length)] = value;
            try {
                SecretFacts read = check.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                assertThat(read.spans()).hasSize(read.reported());
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void oneSecretInManyWritingsIsOneFinding() {
        FingerprintKey key = FingerprintKey.ofRootCommit("0123456789012345678901234567890123456789");
        String body = "MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4w\nggE6AgEAAkEAq7Kz1mPw9XvT4bNc8LrJ";
        String begin = "-----BEGIN " + "PRIVATE KEY-----";
        String end = "-----END " + "PRIVATE KEY-----";
        Fingerprint file = key.fingerprint(begin + "\n" + body + "\n" + end + "\n");

        assertThat(key.fingerprint(begin + "\\n" + body.replace("\n", "\\n") + "\\n" + end)).isEqualTo(file);
        assertThat(key.fingerprint("  " + begin + "\r\n  " + body.replace("\n", "\r\n  ") + "\r\n  " + end)).isEqualTo(file);
        assertThat(key.fingerprint("p%40ss%2Fw")).isEqualTo(key.fingerprint("p@ss/w"));
        assertThat(file.toString()).matches("secret/1:root-[0-9a-f]{8}\\.[0-9a-f]{32}");
        assertThat(FingerprintKey.ofNobody().fingerprint("x").value()).startsWith("public.");
        assertThat(FingerprintKey.ofOrganisation(new byte[32]).id()).matches("org-[0-9a-f]{8}");
        assertThat(FingerprintKey.ofOrganisation(new byte[32]).fingerprint("x"))
                .isNotEqualTo(FingerprintKey.ofOrganisation("another key of an organisation".getBytes(StandardCharsets.UTF_8))
                        .fingerprint("x"));
        assertThatThrownBy(() -> FingerprintKey.ofOrganisation(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void testsAndDocumentationLowerConfidenceByOneStep() throws DocumentException {
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            Place test = new Place(new Origin.File(), SourcePath.of("src/test/a.py"), Set.of(Trait.TEST, Trait.DOCUMENTATION));
            List<Finding> findings = findings(check, "key = " + TOKEN, place("a.py"), test);

            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
                assertThat(finding.occurrences()).extracting(o -> o.confidence()).containsExactly(Confidence.CERTAIN,
                        Confidence.LIKELY);
            });
        }
    }

    @Test
    void allowlistsOnPathsAreDecidedPlaceByPlace() throws DocumentException {
        String gitleaks = """
                [[rules]]
                id = "a"
                regex = 'secret-[0-9]{6}'
                path = '\\.(py|js)$'
                [[rules.allowlists]]
                condition = "AND"
                paths = ["^fixtures/"]
                stopwords = ["000"]
                [[rules.allowlists]]
                commits = ["0123456789abcdef0123456789abcdef01234567"]
                [[allowlists]]
                regexTarget = "line"
                regexes = ["pretend"]
                """;
        try (SecretsCheck check = check(gitleaks, SecretsOptions.DEFAULT)) {
            Place commit = new Place(
                    new Origin.Commit("0123456789abcdef0123456789abcdef01234567", "A <a@b.c>", Instant.EPOCH, true),
                    SourcePath.of("a.py"), Set.of());

            assertThat(paths(check, "secret-123456", "a.py", "fixtures/a.py", "a.txt")).containsExactly("a.py", "fixtures/a.py");
            assertThat(paths(check, "secret-000123", "a.py", "fixtures/a.py")).containsExactly("a.py");
            assertThat(findings(check, "secret-123456", commit)).isEmpty();
            assertThat(check.facts(blob("x secret-123456 # pretend", Blob.Form.TEXT))).isNull();
            assertThat(check.facts(blob("# pretend\nsecret-123456", Blob.Form.TEXT))).isNotNull();
        }
    }

    @Test
    void compositeRulesWantTheirPartnersNearby() throws DocumentException {
        String gitleaks = """
                [[rules]]
                id = "primary"
                regex = 'pass-[0-9]{4}'
                [[rules.required]]
                id = "user"
                withinLines = 2
                [[rules.required]]
                id = "host"
                [[rules]]
                id = "user"
                regex = 'user-[0-9]{4}'
                path = '^a'
                skipReport = true
                [[rules]]
                id = "host"
                regex = 'host-[0-9]{4}'
                skipReport = true
                """;
        try (SecretsCheck check = check(gitleaks, SecretsOptions.DEFAULT)) {
            assertThat(paths(check, "host-1234\n\n\n\nuser-1234\n\npass-1234", "a.py", "b.py")).containsExactly("a.py");
            assertThat(paths(check, "host-1234\nuser-1234\n\n\npass-1234", "a.py")).isEmpty();
            assertThat(paths(check, "user-1234 pass-1234", "a.py")).isEmpty();
            assertThat(check.facts(blob("user-1234 host-1234", Blob.Form.TEXT))).isNull();
        }
    }

    @Test
    void rulesOnPathsAloneNeedNoContent() throws DocumentException {
        try (SecretsCheck check = check("[[rules]]\nid = 'a file'\npath = '\\.p12$'\n", SecretsOptions.DEFAULT)) {
            Blob blob = blob("\0binary", Blob.Form.BINARY);
            assertThat(check.wants(blob)).isTrue();
            SecretFacts facts = Objects.requireNonNull(check.facts(blob));

            List<Finding> findings = check.place(ID, facts, List.of(), List.of(place("x/key.p12"), place("x/key.txt")));
            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.fingerprint().scheme()).isEqualTo("secret-file");
                assertThat(finding.occurrences().getFirst().location().path()).isEqualTo("x/key.p12");
            });
        }
    }

    @Test
    void ignoreFilesAndBaselinesSuppress() throws DocumentException {
        FingerprintKey key = FingerprintKey.ofNobody();
        GitleaksIgnore ignore = GitleaksIgnore.read(".gitleaksignore", "a.py:acme-pat:1\n".getBytes(StandardCharsets.UTF_8),
                d -> {});
        GitleaksBaseline baseline = GitleaksBaseline.read("b.json",
                ("[{\"RuleID\":\"acme-token\",\"File\":\"b.py\",\"StartLine\":1,\"Secret\":\"" + TOKEN + "\"}]")
                        .getBytes(StandardCharsets.UTF_8),
                secret -> key.fingerprint(secret).toString());
        SecretsOptions options = new SecretsOptions(Rule.Profile.DEFAULT, Set.of(), Set.of(), Map.of(), true, List.of(),
                List.of(),
                List.of(), List.of(), List.of(ignore), List.of(baseline));
        try (SecretsCheck check = check(RULES, options)) {
            Finding finding = findings(check, "key = " + TOKEN, place("a.py"), place("b.py"), place("c.py")).getFirst();

            assertThat(finding.occurrences()).extracting(o -> o.suppression() == null ? "" : o.suppression().form())
                    .containsExactly(".gitleaksignore:1", "b.json", "");
            assertThat(finding.active()).hasSize(1);
        }
    }

    @Test
    void inlineMarkersSuppressByOursAndTheirIds() throws DocumentException {
        try (SecretsCheck check = check(RULES, SecretsOptions.DEFAULT)) {
            SecretFacts facts = facts(check, "key = " + TOKEN);
            Shown shown = shown(facts).getFirst();
            Suppression inline = new Suppression(Suppression.Kind.INLINE, "gitleaks:allow", "");

            for (var expected : Map.of("acme-pat", true, "acme-token", true, "other", false).entrySet()) {
                Shown marked = new Shown(shown.region(), shown.excerpt(), inline, List.of(expected.getKey()));
                Finding finding = check.place(ID, facts, List.of(marked), List.of(place("a"))).getFirst();
                assertThat(finding.active().isEmpty()).as(expected.getKey()).isEqualTo(expected.getValue());
            }
            assertThat(check.markers()).contains("gitleaks:allow", "trufflehog:ignore", "pragma: allowlist secret", "#nosec");
        }
    }

    @Test
    void optionsChooseAndRateRules() throws DocumentException {
        List<Diagnostic> told = new ArrayList<>();
        SecretsOptions options = new SecretsOptions(Rule.Profile.DEFAULT, Set.of("strict-only"), Set.of("acme-pat", "nonsense"),
                Map.of("private-key", Severity.LOW), true,
                List.of(new SecretsOptions.RuleFile("rules.toml", RULES.getBytes(StandardCharsets.UTF_8))),
                List.of("^strict-000"),
                List.of("^allowed/"), List.of("777"), List.of(), List.of());
        RuleSet rules = SecretRules.assemble(NO_CATALOGUE, options, (path, from) -> new byte[0], told::add);

        assertThat(rules.rules()).extracting(SecretRule::id).containsExactly("private-key", "generic-secret", "strict-only");
        assertThat(rules.rules().getFirst().header().severity()).isEqualTo(Severity.LOW);
        assertThat(told).singleElement().satisfies(d -> assertThat(d.what()).contains("'nonsense'"));
        try (SecretsCheck check = SecretsCheck.create(rules, options, Engines::reference, FingerprintKey.ofNobody(),
                new HeuristicJudge())) {
            assertThat(paths(check, "strict-123456", "a", "allowed/a")).containsExactly("a");
            assertThat(check.facts(blob("strict-000123", Blob.Form.TEXT))).isNull();
            assertThat(check.facts(blob("strict-777123", Blob.Form.TEXT))).isNull();
        }
    }

    @Test
    void theVersionChangesWithRulesAndKey() throws DocumentException {
        try (SecretsCheck a = check(RULES, SecretsOptions.DEFAULT);
                SecretsCheck b = check(RULES, SecretsOptions.DEFAULT);
                SecretsCheck c = check(RULES.replace("{4,100}", "{5,100}"), SecretsOptions.DEFAULT)) {
            assertThat(a.version()).isEqualTo(b.version()).isNotEqualTo(c.version());
            assertThat(a.version()).contains("public");
        }
    }

    private static SecretsCheck check(String rules, SecretsOptions given) throws DocumentException {
        SecretsOptions options = new SecretsOptions(given.profile(), given.enabled(), given.disabled(), given.severities(), false,
                List.of(new SecretsOptions.RuleFile("rules.toml", rules.getBytes(StandardCharsets.UTF_8))), given.allowRegexes(),
                given.allowPaths(), given.allowStopwords(), given.ignores(), given.baselines());
        RuleSet set = SecretRules.assemble(NO_CATALOGUE, options, (path, from) -> new byte[0], diagnostic -> {});
        return SecretsCheck.create(set, options, Engines::reference, FingerprintKey.ofNobody(), new HeuristicJudge());
    }

    private static List<String> paths(SecretsCheck check, String text, String... paths) {
        Place[] places = new Place[paths.length];
        for (int i = 0; i < paths.length; i++) {
            places[i] = place(paths[i]);
        }
        return findings(check, text, places).stream().flatMap(finding -> finding.occurrences().stream())
                .map(occurrence -> Objects.requireNonNull(occurrence.location().path())).toList();
    }

    private static List<Finding> findings(SecretsCheck check, String text, Place... places) {
        SecretFacts facts = check.facts(blob(text, Blob.Form.TEXT));
        return facts == null ? List.of() : check.place(ID, facts, shown(facts), List.of(places));
    }

    private static List<Shown> shown(SecretFacts facts) {
        return facts.spans().stream().map(span -> new Shown(new Region(span.start(), span.end(), 1, 1, 1, 2),
                new Excerpt(1, List.of("…"), 1, 0, 1), null, List.of())).toList();
    }

    private static SecretFacts facts(SecretsCheck check, String text) {
        return Objects.requireNonNull(check.facts(blob(text, Blob.Form.TEXT)));
    }

    private static Blob blob(String text, Blob.Form form) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Blob(ID, bytes, 0, bytes.length, form, SourcePath.of("some.py"));
    }

    private static Place place(String path) {
        return new Place(new Origin.File(), SourcePath.of(path), Set.of());
    }
}
