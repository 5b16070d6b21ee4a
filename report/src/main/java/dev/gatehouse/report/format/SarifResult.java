package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Flow;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One occurrence as a SARIF result.
///
/// @param identity
///            of the occurrence
record SarifResult(Assessed assessed, Occurrence occurrence, String identity) {
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int MOST_FLOWS = 10;
    private static final int MOST_STEPS = 1_000;

    /// The results of a report, worst first: what is open, then what is accepted, then what is suppressed.
    static List<SarifResult> of(Report report) {
        List<SarifResult> open = new ArrayList<>();
        List<SarifResult> accepted = new ArrayList<>();
        List<SarifResult> suppressed = new ArrayList<>();
        for (Assessed assessed : report.findings()) {
            List<String> identities = OccurrenceIdentity.of(assessed.finding());
            for (int i = 0; i < identities.size(); i++) {
                Occurrence occurrence = assessed.finding().occurrences().get(i);
                var result = new SarifResult(assessed, occurrence, identities.get(i));
                (occurrence.suppression() != null ? suppressed : assessed.acceptance() != null ? accepted : open).add(result);
            }
        }
        open.addAll(accepted);
        open.addAll(suppressed);
        return open;
    }

    JsonObject json(int ruleIndex) {
        Finding finding = assessed.finding();
        return new JsonObject().put("ruleId", finding.rule().id()).put("ruleIndex", ruleIndex)
                .put("level", SarifRule.level(finding.severity())).put("message", SarifWriter.text(message()))
                .put("locations", List.of(location(occurrence.location(), occurrence.excerpt())))
                .put("partialFingerprints", new JsonObject().put("gatehouseIdentity/v1", finding.fingerprint().toString())
                        .put("gatehousePlace/v1", identity).put("primaryLocationLineHash", identity.substring(0, 16) + ":1"))
                .putUnlessEmpty("codeFlows", finding.flows().stream().limit(MOST_FLOWS).map(SarifResult::codeFlow).toList())
                // SARIF wants the property on every result of a run or on none.
                .put("suppressions", suppressions()).put("baselineState", baselineState()).put("properties", properties());
    }

    private String message() {
        Finding finding = assessed.finding();
        Place place = Where.place(occurrence.location());
        String inside = place != null && place.path().depth() > 0
                ? " In " + place.path() + Where.position(Where.region(occurrence.location())) + "."
                : "";
        String provenance = place != null && (place.origin() instanceof Origin.Layer
                || place.origin() instanceof Origin.ImageConfiguration) ? Where.provenance(occurrence.location()) : null;
        if (provenance != null) {
            inside += " It was " + provenance.replaceFirst("^in ", "found in ") + ".";
        }
        // A bracket followed by a parenthesis would be a link in SARIF.
        return Printable.line(finding.message() + inside, LONGEST_MESSAGE).replace("](", "] (");
    }

    private static JsonObject location(Location location, @Nullable Excerpt excerpt) {
        return switch (location) {
            case Location.Text(Place place, Region region) -> placed(place, region, excerpt);
            case Location.Package(String purl, Place place, Region region) -> placed(place, region, excerpt)
                    .put("logicalLocations", List.of(logical(purl, purl, "package")));
            case Location.Endpoint endpoint -> new JsonObject().put("logicalLocations",
                    List.of(logical(endpoint.parameter() == null ? endpoint.uri() : endpoint.parameter(), Where.text(endpoint),
                            "endpoint")));
            case Location.Resource resource -> new JsonObject().put("logicalLocations",
                    List.of(logical(resource.id(), Where.text(resource), "resource")));
            case Location.Event event -> new JsonObject().put("logicalLocations",
                    List.of(logical(event.id(), Where.text(event), "event")));
        };
    }

    private static JsonObject logical(String name, String qualified, String kind) {
        return new JsonObject().put("name", Printable.line(name)).put("fullyQualifiedName", Printable.line(qualified))
                .put("kind", kind);
    }

    /// A place in a file. For an entry of an archive this is the archive itself, which is what a viewer can open; the entry is
    /// the logical location, and its lines are none of the archive's.
    private static JsonObject placed(Place place, @Nullable Region region, @Nullable Excerpt excerpt) {
        boolean entry = place.path().depth() > 0;
        var physical = new JsonObject().put("artifactLocation",
                new JsonObject().put("uri", uri(place.path())).put("uriBaseId", SarifWriter.ROOT));
        if (region == null || region.startLine() < 1 || entry) {
            physical.put("region", new JsonObject().put("startLine", 1));
        } else {
            physical.put("region", new JsonObject().put("startLine", region.startLine())
                    .put("startColumn", Math.max(1, region.startColumn())).put("endLine", region.endLine())
                    .put("endColumn", Math.max(1, region.endColumn())).put("byteOffset", region.start())
                    .put("byteLength", Math.max(0, region.end() - region.start())));
            context(physical, region, excerpt);
        }
        var location = new JsonObject().put("physicalLocation", physical);
        if (entry) {
            location.put("logicalLocations", List.of(logical(place.path().innermost(), place.path().toString(), "resource")));
        }
        return location;
    }

    /// The masked excerpt as the context, where it covers the region as SARIF wants it.
    private static void context(JsonObject physical, Region region, @Nullable Excerpt excerpt) {
        if (excerpt == null || excerpt.lines().isEmpty() || excerpt.firstLine() < 1) {
            return;
        }
        int lastLine = excerpt.firstLine() + excerpt.lines().size() - 1;
        if (excerpt.firstLine() <= region.startLine() && lastLine >= region.endLine()) {
            String text = String.join("\n", excerpt.lines().stream().map(Printable::line).toList());
            physical.put("contextRegion", new JsonObject().put("startLine", excerpt.firstLine()).put("endLine", lastLine)
                    .put("snippet", SarifWriter.text(text)));
        }
    }

    /// A relative reference (RFC 3986) for the path in the source: its bytes, percent-encoded where they have to be.
    static String uri(SourcePath path) {
        byte[] bytes = path.chain().getFirst();
        var uri = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            // A colon could end a scheme, a slash at the start would begin an authority or an absolute path.
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*+,;=@".indexOf(c) >= 0)
                    || c == '/' && !uri.isEmpty();
            if (plain) {
                uri.append(c);
            } else {
                uri.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return uri.isEmpty() ? "." : uri.toString();
    }

    private static JsonObject codeFlow(Flow flow) {
        List<JsonObject> steps = flow.steps().stream().limit(MOST_STEPS)
                .map(step -> new JsonObject().put("location",
                        location(step.location(), null).put("message",
                                SarifWriter.text(Printable.line(step.what(), LONGEST_MESSAGE)))))
                .toList();
        return new JsonObject().put("threadFlows", List.of(new JsonObject().put("locations", steps)));
    }

    private List<JsonObject> suppressions() {
        List<JsonObject> suppressions = new ArrayList<>();
        Suppression suppression = occurrence.suppression();
        if (suppression != null) {
            String why = suppression.reason().isBlank()
                    ? suppression.form()
                    : suppression.reason() + " (" + suppression.form() + ")";
            suppressions.add(suppression(suppression.kind() == Suppression.Kind.INLINE ? "inSource" : "external", why));
        }
        Acceptance acceptance = assessed.acceptance();
        if (acceptance != null) {
            suppressions.add(suppression("external", acceptance.reason() + " (exception " + acceptance.id() + ", owner "
                    + acceptance.owner() + ", until " + acceptance.expires() + ")"));
        }
        return suppressions;
    }

    private static JsonObject suppression(String kind, String justification) {
        return new JsonObject().put("kind", kind).put("status", "accepted").put("justification",
                Printable.line(justification, LONGEST_MESSAGE));
    }

    private @Nullable String baselineState() {
        return switch (assessed.newness()) {
            case NEW -> "new";
            case KNOWN -> "unchanged";
            case UNCOMPARED -> null;
        };
    }

    private JsonObject properties() {
        Finding finding = assessed.finding();
        var properties = new JsonObject().put("confidence", occurrence.confidence().label())
                .put("severity", finding.severity().label()).put("verdict", assessed.verdict().label())
                .putUnlessEmpty("owners", assessed.owners());
        Place place = Where.place(occurrence.location());
        if (place != null) {
            properties.putUnlessEmpty("traits",
                    place.traits().stream().sorted().map(trait -> trait.name().toLowerCase(Locale.ROOT)).toList());
            switch (place.origin()) {
                case Origin.Commit commit -> properties.put("commit", new JsonObject().put("id", commit.id())
                        .put("author", commit.author()).put("time", commit.time().toString()).put("inHead", commit.inHead()));
                case Origin.Layer layer -> properties.put("layer",
                        new JsonObject().put("digest", layer.digest()).put("index", layer.index())
                                .put("instruction", layer.instruction()));
                case Origin.ImageConfiguration configuration ->
                    properties.put("imageConfiguration", new JsonObject().put("digest", configuration.digest()));
                case Origin.File _,Origin.Index _,Origin.Buffer _ -> {
                }
            }
            String exact = new String(place.path().chain().getFirst(), StandardCharsets.UTF_8);
            if (!exact.equals(place.path().outermost().toString())) {
                properties.put("path", place.path().toString());
            }
        }
        return properties;
    }
}
