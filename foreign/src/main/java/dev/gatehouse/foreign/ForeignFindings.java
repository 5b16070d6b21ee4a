package dev.gatehouse.foreign;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Results of foreign reports as findings like any other: located in the repository, secrets masked, one finding for each identity.
/// Not thread-safe.
public final class ForeignFindings {
    private static final int WIDEST_LINE = 160;

    private final Repository repository;
    private final Map<Fingerprint, Kept> kept = new LinkedHashMap<>();

    /// What was seen of one identity.
    private static final class Kept {
        private Finding lead;
        private final SequencedMap<Location, Occurrence> occurrences = new LinkedHashMap<>();

        Kept(Finding lead) {
            this.lead = lead;
        }

        void add(Finding finding) {
            if (Comparator.comparing(Finding::severity).thenComparing(Finding::confidence).compare(finding, lead) > 0) {
                lead = finding;
            }
            finding.occurrences().forEach(each -> occurrences.putIfAbsent(each.location(), each));
        }
    }

    public ForeignFindings(Repository repository) {
        this.repository = repository;
    }

    /// Takes a result.
    ///
    /// @param source
    ///            where it was read, for people: `semgrep.sarif`
    public void add(ForeignResult result, String source) {
        ForeignResult masked = MaskedResult.of(result, repository);
        Rule rule = rule(masked);
        List<Fingerprint> identityOfFiles = null;
        List<Occurrence> inFiles = new ArrayList<>();
        for (int i = 0; i < result.spots().size(); i++) {
            // Identities are made of what the report says: a better masker must not make new findings.
            Spot asReported = result.spots().get(i);
            switch (masked.spots().get(i)) {
                case Spot.InFile file -> {
                    Place place = repository.place(file.uri());
                    Shown shown = repository.show(place, file);
                    if (identityOfFiles == null) {
                        identityOfFiles = Identity.inFile(result, place.path().toString(),
                                shown != null ? marked(shown.excerpt()) : file.snippet());
                    }
                    inFiles.add(occurrence(masked, rule, source, place, file, shown));
                }
                case Spot.AtEndpoint endpoint when asReported instanceof Spot.AtEndpoint plain ->
                    keep(finding(masked, rule, source, Identity.atEndpoint(result, plain),
                            new Location.Endpoint(endpoint.method(), endpoint.uri(), endpoint.parameter())));
                case Spot.AtResource resource when asReported instanceof Spot.AtResource plain ->
                    keep(finding(masked, rule, source, Identity.atResource(result, plain),
                            new Location.Resource(resource.kind(), resource.name())));
                case Spot.InPackage(String purl) -> keep(finding(masked, rule, source, Identity.inPackage(result, purl),
                        new Location.Package(purl, repository.place(source), null)));
                case Spot other -> throw new IllegalStateException("masking made another kind of spot: " + other.getClass());
            }
        }
        if (identityOfFiles != null) {
            keep(finding(masked, rule, source, identityOfFiles, inFiles));
        }
    }

    /// The findings so far, sorted.
    public List<Finding> findings() {
        return kept.values().stream().map(each -> each.lead.at(List.copyOf(each.occurrences.values()))).sorted().toList();
    }

    private void keep(Finding finding) {
        kept.computeIfAbsent(finding.fingerprint(), _ -> new Kept(finding)).add(finding);
    }

    private Finding finding(ForeignResult result, Rule rule, String source, List<Fingerprint> identity, Location at) {
        return finding(result, rule, source, identity,
                List.of(new Occurrence(at, result.confidence(), null, dismissal(result, source))));
    }

    private Finding finding(ForeignResult result, Rule rule, String source, List<Fingerprint> identity,
            List<Occurrence> occurrences) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("reported by", result.tool() + " (" + result.rule() + ")");
        evidence.put("read from", source + ":" + result.line());
        if (!result.names().isEmpty()) {
            evidence.put("advisories", String.join(", ", result.names()));
        }
        evidence.putAll(result.evidence());
        String remedy = result.remedy();
        return new Finding(identity, rule, result.severity(), result.message(), occurrences, List.of(),
                remedy == null ? null : new Remedy(remedy, result.link()), evidence);
    }

    private Rule rule(ForeignResult result) {
        String title = result.title() == null ? result.rule() : result.title();
        String help = result.help() == null ? title : result.help();
        return new Rule(RuleIds.of(result), Map.of(RuleIds.slug(result.tool()), List.of(result.rule())), "import",
                RuleIds.slug(result.tool()), title, result.severity(), result.confidence(), result.cwe(), Map.of(),
                help, result.remedy() == null
                        ? "See the rule " + result.rule() + " of " + result.tool() + "."
                        : result.remedy(),
                result.link(), Rule.Profile.DEFAULT);
    }

    private Occurrence occurrence(ForeignResult result, Rule rule, String source, Place place, Spot.InFile file,
            @Nullable Shown shown) {
        Suppression suppression = dismissal(result, source);
        if (shown != null) {
            Suppression inline = shown.suppresses(rule.id());
            return new Occurrence(new Location.Text(place, shown.region()), result.confidence(), shown.excerpt(),
                    inline != null ? inline : suppression);
        }
        Region region = file.line() < 1
                ? null
                : new Region(0, 0, file.line(), Math.max(1, file.column()), Math.max(file.line(), file.endLine()),
                        Math.max(Math.max(1, file.column()), file.endColumn()));
        return new Occurrence(new Location.Text(place, region), result.confidence(), excerpt(file), suppression);
    }

    /// What the report itself shows.
    private static @Nullable Excerpt excerpt(Spot.InFile file) {
        String snippet = file.snippet();
        if (snippet == null || file.line() < 1) {
            return null;
        }
        List<String> lines = snippet.lines().limit(5).map(line -> line.length() > WIDEST_LINE
                ? line.substring(0, WIDEST_LINE) + "…"
                : line).toList();
        return lines.isEmpty() ? null : new Excerpt(file.line(), lines, file.line(), 0, lines.getFirst().length());
    }

    private static @Nullable Suppression dismissal(ForeignResult result, String source) {
        return result.dismissed() == null
                ? null
                : new Suppression(Suppression.Kind.CONFIGURATION, source, result.dismissed());
    }

    private static String marked(Excerpt excerpt) {
        int index = excerpt.markLine() - excerpt.firstLine();
        return index >= 0 && index < excerpt.lines().size() ? excerpt.lines().get(index) : "";
    }
}
