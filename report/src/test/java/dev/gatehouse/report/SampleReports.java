package dev.gatehouse.report;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reports for tests.
public final class SampleReports {
    public static final Instant AS_OF = Instant.parse("2026-03-02T09:30:00Z");
    public static final Run RUN = new Run(Instant.parse("2026-03-02T09:29:58.250Z"), Duration.ofMillis(840),
            Duration.ofMillis(1630));
    private static final String POLICY = "gate.block: new, high or critical, at least likely";

    private SampleReports() {}

    /// What a pull request with every kind of finding looks like.
    public static Report pullRequest() {
        var findings = List.of(
                assessed(finding("aws-access-key", Severity.CRITICAL, 1,
                        at("deploy/production/terraform.tfvars", 14, 17, "aws_access_key = \"AKIA****************\"", 17, 39,
                                Confidence.CERTAIN),
                        at("docs/setup guide.md", 3, 5, "key AKIA****************", 4, 24, Confidence.LIKELY)),
                        Assessed.Newness.NEW, Verdict.BLOCK, null),
                assessed(
                        finding("github-token", Severity.HIGH, 2,
                                inCommit("ci/release.sh", "Ada Lovelace <ada@example.org>", "2024-05-14T10:00:00Z", true)),
                        Assessed.Newness.NEW, Verdict.BLOCK, null),
                assessed(finding("database-url", Severity.MEDIUM, 3,
                        at("src/main/resources/application.yaml", 40, 12, "    url: postgres://app:****@db/shop", 9, 36,
                                Confidence.LIKELY)),
                        Assessed.Newness.NEW, Verdict.WARN, null),
                assessed(finding("private-key", Severity.HIGH, 4, inArchive()), Assessed.Newness.KNOWN, Verdict.ALLOW, null),
                assessed(finding("slack-webhook", Severity.LOW, 5,
                        at("tools/notify.py", 7, 1, "HOOK = \"https://hooks.slack.com/****\"", 8, 37, Confidence.POSSIBLE)),
                        Assessed.Newness.KNOWN, Verdict.ALLOW, null),
                assessed(finding("stripe-key", Severity.CRITICAL, 6,
                        at("legacy/pay.php", 120, 9, "$key = 'sk_live_****';", 8, 20, Confidence.CERTAIN)),
                        Assessed.Newness.KNOWN, Verdict.ALLOW,
                        new Acceptance("EX-7", "key is revoked, file goes with the shop's relaunch", "payments", "li@example.org",
                                "grace@example.org", LocalDate.parse("2026-03-10"), "network policy", 1)),
                assessed(suppressed(finding("generic-password", Severity.MEDIUM, 7,
                        at("src/test/java/LoginTest.java", 22, 30, "    login(\"admin\", \"****\"); // gatehouse:allow", 19, 25,
                                Confidence.POSSIBLE))),
                        Assessed.Newness.KNOWN, Verdict.ALLOW, null));
        var diagnostics = List.of(
                Diagnostic.of("file-unreadable", Diagnostic.Kind.GAP, "secrets.db", "permission denied",
                        "give the scan read access"),
                Diagnostic.of("archive-truncated", Diagnostic.Kind.DEGRADED, "lib/old.zip",
                        "the archive ends early; 12 entries were read", null),
                new Diagnostic("key-unknown", Diagnostic.Kind.NOTE, "gatehouse.yaml", 4, "no organisation key", "set one",
                        Set.of("secrets")));
        var coverage = new Coverage(1_284, 1_190, 1_100, 18_334_120, 37, diagnostics);
        var decision = new Decision(Stage.PULL_REQUEST, Verdict.BLOCK, AS_OF,
                List.of(new Reason(Verdict.BLOCK, "secret/1:k1.00000001",
                        "AWS access key in deploy/production/terraform.tfvars:14", POLICY),
                        new Reason(Verdict.BLOCK, "secret/1:k1.00000002", "GitHub token in ci/release.sh:3", POLICY),
                        new Reason(Verdict.WARN, "secret/1:k1.00000003", "Database URL in src/main/resources/application.yaml:40",
                                "gate.warn: new, medium, at least likely"),
                        new Reason(Verdict.ALLOW, "EX-7", "exception EX-7 covers 1 place", "exceptions")),
                coverage, true, List.of("EX-7"), texts("commit", "3f1c9a7e", "base", "a81be02d"),
                texts("rules", "sha256:" + "1".repeat(64), "findings", "sha256:" + "2".repeat(64)));
        return new Report(new Tool("0.1.0", "sha256:" + "1".repeat(64), "sha256:" + "3".repeat(64)), RUN,
                new Subject("change of shop", ".", "git@example.org:acme/shop.git", "3f1c9a7e0d5b4c2f8a6e1d3b5c7f9a0b2d4e6f80",
                        "feature/pay",
                        "a81be02d9c7f5e3b1d0a2c4e6f8b9d7c5a3e1f02", true),
                findings, List.of(new Fixed(Fingerprint.parse("secret/1:k1.00000009"), "npm-token", "npm token", ".npmrc")),
                coverage, decision);
    }

    /// A scan without gate that found nothing.
    public static Report nothing() {
        return assessment(List.of(), new Coverage(12, 12, 0, 3_200, 0, List.of()));
    }

    public static Report assessment(List<Assessed> findings, Coverage coverage) {
        return new Report(new Tool("0.1.0", "sha256:" + "1".repeat(64), "sha256:" + "3".repeat(64)), RUN,
                new Subject("working tree of shop", ".", null, null, null, null, false), findings, List.of(), coverage, null);
    }

    /// The history of a repository with very many findings.
    public static Report large(int count) {
        var random = new Random(7);
        String[] rules = {"aws-access-key", "github-token", "database-url", "private-key", "slack-webhook", "generic-password",
            "npm-token", "jwt"};
        String[] people = {"Ada Lovelace <ada@example.org>", "Grace Hopper <grace@example.org>", "Li Wei <li@example.org>",
            "Zoë Ångström <zoe@example.org>"};
        String[] directories = {"src", "deploy", "docs", "test", "tools", "infra", "legacy", "web", "mobile", "scripts"};
        List<Assessed> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Severity severity = Severity.values()[1 + Math.min(4, (int) Math.abs(random.nextGaussian() * 1.7 + 1.8))];
            Confidence confidence = Confidence.values()[random.nextInt(3)];
            List<Occurrence> occurrences = new ArrayList<>();
            for (int place = 0; place <= (i % 17 == 0 ? 6 : i % 3 == 0 ? 1 : 0); place++) {
                String path = directories[Math.min(9, (int) Math.abs(random.nextGaussian() * 4))] + "/module-"
                        + random.nextInt(40) + "/config-" + i
                        + "-" + place + ".yaml";
                var commit = new Origin.Commit("%040x".formatted(i * 31L + place), people[random.nextInt(4)],
                        Instant.parse("2018-01-01T00:00:00Z")
                                .plus(Duration.ofDays((int) (Math.sqrt(random.nextDouble()) * 2900))),
                        random.nextInt(3) > 0);
                occurrences.add(new Occurrence(
                        new Location.Text(new Place(commit, SourcePath.of(path), Set.of()), new Region(200, 230, 12, 13, 12, 43)),
                        confidence,
                        new Excerpt(11, List.of("credentials:", "  password: \"**********************\"", "  region: eu"), 12, 13,
                                35),
                        null));
            }
            Verdict verdict = severity.compareTo(Severity.HIGH) >= 0 && confidence != Confidence.POSSIBLE
                    ? Verdict.BLOCK
                    : Verdict.ALLOW;
            var newness = i % 5 == 0 ? Assessed.Newness.NEW : Assessed.Newness.KNOWN;
            findings.add(
                    new Assessed(
                            finding(rules[random.nextInt(rules.length)], severity, 1_000 + i,
                                    occurrences.toArray(Occurrence[]::new)),
                            newness,
                            newness == Assessed.Newness.NEW ? 1 : 0, null,
                            newness == Assessed.Newness.NEW ? verdict : Verdict.ALLOW, POLICY));
        }
        var coverage = new Coverage(292_110, 288_004, 0, 5_812_334_120L, 411, List.of());
        return new Report(new Tool("0.1.0", "sha256:" + "1".repeat(64), "sha256:" + "3".repeat(64)), RUN,
                new Subject("history of shop", ".", "https://example.org/acme/shop.git",
                        "3f1c9a7e0d5b4c2f8a6e1d3b5c7f9a0b2d4e6f80", "main", null, false),
                findings, List.of(), coverage, null);
    }

    /// A report in which every text that can come from outside is the given one.
    public static Report hostile(String text) {
        String kebab = "hostile-rule";
        var rule = new Rule(kebab, Map.of("tool", List.of(text)), "secrets", text.isBlank() ? "x" : text, text, Severity.HIGH,
                Confidence.LIKELY,
                List.of(798), Map.of("owasp-2021", List.of(text)), text, text, null, Rule.Profile.DEFAULT);
        var place = new Place(new Origin.Commit("0123456789abcdef0123456789abcdef01234567", text + " <a@b>", AS_OF, true),
                SourcePath.of(text.getBytes(StandardCharsets.UTF_8)).entry(text), Set.of());
        var plain = new Place(new Origin.File(), SourcePath.of(text.getBytes(StandardCharsets.UTF_8)), Set.of());
        var excerpt = new Excerpt(1, List.of(text, text), 2, 0, text.length());
        var occurrences = List.of(
                new Occurrence(new Location.Text(plain, new Region(0, 4, 2, 1, 2, 5)), Confidence.LIKELY, excerpt, null),
                new Occurrence(new Location.Text(place, new Region(0, 4, 1, 1, 1, 5)), Confidence.LIKELY, null, null),
                new Occurrence(new Location.Endpoint("GET", text, text), Confidence.LIKELY, null, null),
                new Occurrence(new Location.Text(plain, null), Confidence.LIKELY, null,
                        new Suppression(Suppression.Kind.INLINE, text, text)));
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("text", text);
        var finding = new Finding(List.of(Fingerprint.parse("secret/1:k1.0a")), rule, Severity.HIGH, text, occurrences, List.of(),
                new Remedy(text, URI.create("https://example.org/?q=%3Cscript%3E&b='x'")), evidence);
        var accepted = new Finding(List.of(Fingerprint.parse("secret/1:k1.0b")), rule, Severity.LOW, text,
                occurrences.subList(0, 1), List.of(), null,
                evidence);
        var diagnostics = List.of(Diagnostic.of("file-unreadable", Diagnostic.Kind.GAP, text, text, text));
        var coverage = new Coverage(1, 1, 0, 1, 0, diagnostics);
        var decision = new Decision(Stage.PULL_REQUEST, Verdict.BLOCK, AS_OF,
                List.of(new Reason(Verdict.BLOCK, text, text, text)), coverage, true,
                List.of(text), texts("commit", text), texts("rules", text));
        return new Report(new Tool("0.1.0", text, text), RUN, new Subject(text, text, text, text, text, text, true),
                List.of(new Assessed(finding, Assessed.Newness.NEW, 1, null, Verdict.BLOCK, text),
                        new Assessed(accepted, Assessed.Newness.KNOWN, 0,
                                new Acceptance(text, text, text, text, text, LocalDate.parse("2026-03-10"), text, 1),
                                Verdict.ALLOW, text)),
                List.of(new Fixed(Fingerprint.parse("secret/1:k1.0c"), text, text, text)), coverage, decision);
    }

    public static Rule rule(String id, Severity severity) {
        String title = Character.toUpperCase(id.charAt(0)) + id.substring(1).replace('-', ' ');
        return new Rule(id, Map.of("gitleaks", List.of(id + "-x")), "secrets",
                id.substring(0, id.indexOf('-') < 0 ? id.length() : id.indexOf('-')), title,
                severity, Confidence.LIKELY, List.of(798, 259),
                Map.of("owasp-2021", List.of("A07"), "pci-dss-4", List.of("8.6.2")),
                title + " found. Whoever has it acts in your name.",
                "Revoke it where it was issued, then issue a new one into a secret store.",
                URI.create("https://example.org/docs/rotate/" + id), Rule.Profile.DEFAULT);
    }

    public static Finding finding(String ruleId, Severity severity, int number, Occurrence... occurrences) {
        Rule rule = rule(ruleId, Severity.HIGH);
        return new Finding(List.of(Fingerprint.parse("secret/1:k1.%08d".formatted(number))), rule, severity, rule.message(),
                List.of(occurrences), List.of(),
                new Remedy(rule.fix(), rule.link()), texts("entropy", "4.7", "keyword", "key"));
    }

    public static Assessed assessed(Finding finding, Assessed.Newness newness, Verdict verdict, @Nullable Acceptance acceptance) {
        return new Assessed(finding, newness, newness == Assessed.Newness.NEW ? 1 : 0, acceptance, verdict,
                verdict == Verdict.ALLOW ? "gate: the rest is allowed" : POLICY,
                verdict == Verdict.BLOCK ? List.of("@shop/payments", "ops@example.com") : List.of());
    }

    public static Occurrence at(String path, int line, int column, String text, int from, int to, Confidence confidence) {
        return new Occurrence(
                new Location.Text(
                        new Place(new Origin.File(), SourcePath.of(path), path.contains("test") ? Set.of(Trait.TEST) : Set.of()),
                        new Region(500, 500 + to - from, line, column, line, column + to - from)),
                confidence, new Excerpt(line - 1, List.of("# before", text, "# after"), line, from, to), null);
    }

    private static Occurrence inCommit(String path, String author, String time, boolean inHead) {
        return new Occurrence(
                new Location.Text(
                        new Place(new Origin.Commit("9fceb02d0ae598e95dc970b74767f19372d61af8", author, Instant.parse(time),
                                inHead), SourcePath.of(path), Set.of()),
                        new Region(40, 80, 3, 21, 3, 61)),
                Confidence.LIKELY,
                new Excerpt(2, List.of("set -e", "export GITHUB_TOKEN=ghp_************************************", "npm publish"),
                        3, 20, 60),
                null);
    }

    private static Occurrence inArchive() {
        var path = SourcePath.of("lib/app.jar").entry("BOOT-INF/classes/server.key");
        return new Occurrence(new Location.Text(new Place(new Origin.File(), path, Set.of()), new Region(0, 1700, 1, 1, 27, 30)),
                Confidence.CERTAIN,
                new Excerpt(1, List.of("-----BEGIN RSA PRIVATE KEY-----", "****"), 1, 0, 31), null);
    }

    private static Finding suppressed(Finding finding) {
        return finding.at(finding.occurrences().stream()
                .map(occurrence -> occurrence
                        .suppressed(new Suppression(Suppression.Kind.INLINE, "gatehouse:allow", "test data")))
                .toList());
    }

    private static LinkedHashMap<String, String> texts(String... pairs) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(pairs[i], pairs[i + 1]);
        }
        return texts;
    }
}
