package dev.gatehouse.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Flow;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever a report holds, reading gives back what was written.
class ReportRoundTripTest {
    private static final String[] TEXTS = {"", "plain", "\"quoted\" \\ back", "line\nbreak\ttab\r", "\u0000\u0007\u001b[31m",
        "ümlaut 漢字 \ud83d\ude00",
        "\u202eevil\u2066", "</script>", "]]>", "=1+1", "a".repeat(3000)};

    @Property(tries = 150)
    void readingIsTheInverseOfWriting(@ForAll Random random) throws Exception {
        List<Assessed> findings = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            findings.add(assessed(random, i));
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            diagnostics.add(new Diagnostic("code-" + i, any(random, Diagnostic.Kind.values()),
                    random.nextBoolean() ? text(random) : null, random.nextInt(9),
                    text(random), random.nextBoolean() ? text(random) : null,
                    random.nextBoolean() ? Set.of("secrets", "sca") : Set.of()));
        }
        Report report = SampleReports.assessment(findings,
                new Coverage(number(random), number(random), number(random), number(random), number(random), diagnostics));
        var out = new ByteArrayOutputStream();
        ReportJson.write(report, out);
        assertThat(ReportJson.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(report);
    }

    private static Assessed assessed(Random random, int number) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            occurrences.add(new Occurrence(location(random), any(random, Confidence.values()),
                    random.nextBoolean() ? new Excerpt(random.nextInt(90), List.of(text(random), text(random)), 3, 0, 2) : null,
                    random.nextBoolean()
                            ? new Suppression(any(random, Suppression.Kind.values()), text(random), text(random))
                            : null));
        }
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("z " + text(random), text(random));
        evidence.put("a", text(random));
        var finding = new Finding(List.of(Fingerprint.parse("secret/1:k1." + number), Fingerprint.parse("secret/2:!~" + number)),
                SampleReports.rule("rule-" + random.nextInt(3), Severity.HIGH), any(random, Severity.values()), text(random),
                occurrences,
                random.nextBoolean() ? List.of(new Flow(List.of(new Flow.Step(location(random), text(random))))) : List.of(),
                random.nextBoolean()
                        ? new Remedy(text(random), random.nextBoolean() ? URI.create("https://example.org/a%20b?c=d#e") : null,
                                random.nextBoolean())
                        : null,
                evidence);
        return new Assessed(finding, any(random, Assessed.Newness.values()), random.nextInt(5),
                random.nextBoolean()
                        ? new Acceptance(text(random), text(random), text(random), random.nextBoolean() ? text(random) : null,
                                null,
                                LocalDate.ofEpochDay(random.nextInt(40_000)), random.nextBoolean() ? text(random) : null,
                                random.nextInt(9))
                        : null,
                any(random, Verdict.values()), text(random))
                .ownedBy(random.nextBoolean() ? List.of(text(random), text(random)) : List.of());
    }

    private static Location location(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Location.Package("pkg:npm/" + random.nextInt(9), place(random),
                    random.nextBoolean() ? null : new Region(number(random), number(random), 3, 1, 3, 9));
            case 1 -> new Location.Endpoint("GET", text(random), random.nextBoolean() ? text(random) : null);
            case 2 -> new Location.Resource(text(random), text(random));
            case 3 -> new Location.Event(text(random), text(random));
            case 4 -> new Location.Text(place(random), null);
            default -> new Location.Text(place(random),
                    new Region(number(random), number(random), random.nextInt(), random.nextInt(9), 5, 9).startLine() < 0
                            ? null
                            : new Region(number(random), number(random), random.nextInt(1 << 30), random.nextInt(9), 5, 9));
        };
    }

    private static Place place(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(12)];
        random.nextBytes(bytes);
        SourcePath path = switch (random.nextInt(4)) {
            case 0 -> SourcePath.of(bytes);
            case 1 -> SourcePath.of("a.jar").entry(bytes).entry("b!c");
            case 2 -> SourcePath.of(text(random)).entry(text(random));
            default -> SourcePath.of(text(random));
        };
        Origin origin = switch (random.nextInt(6)) {
            case 0 -> new Origin.File();
            case 1 -> new Origin.Index();
            case 2 -> new Origin.Buffer(number(random));
            case 3 ->
                new Origin.Layer("sha256:" + random.nextInt(), random.nextInt(20), random.nextBoolean() ? text(random) : null);
            case 4 -> new Origin.ImageConfiguration("sha256:" + random.nextInt(), random.nextBoolean() ? text(random) : null);
            default -> new Origin.Commit(Integer.toHexString(random.nextInt()), text(random),
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000)),
                    random.nextBoolean());
        };
        return new Place(origin, path, random.nextBoolean() ? Set.of() : Set.of(any(random, Trait.values())));
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static long number(Random random) {
        return random.nextLong(1L << 53);
    }
}
