package dev.gatehouse.report.json;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
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
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON as the model, one method a type: the mirror of [Encoding]. Every member is checked; what is not as the schema says is a
/// [ReportFormatException] that names it.
final class Decoding {

    private Decoding() {}

    static Tool tool(Members tool) throws ReportFormatException {
        return new Tool(tool.text("version"), tool.text("rules"), tool.text("configuration"));
    }

    static Run run(Members run) throws ReportFormatException {
        return new Run(run.instant("started"), Duration.ofMillis(run.count("wallMs")), Duration.ofMillis(run.count("cpuMs")));
    }

    static Subject subject(Members subject) throws ReportFormatException {
        return new Subject(subject.text("target"), subject.text("root"), subject.optionalText("repository"),
                subject.optionalText("commit"), subject.optionalText("branch"), subject.optionalText("base"),
                subject.flag("dirty"));
    }

    static Coverage coverage(Members coverage, long cached) throws ReportFormatException {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Members diagnostic : coverage.objects("diagnostics")) {
            diagnostics.add(new Diagnostic(diagnostic.text("code"), diagnostic.label("kind", Diagnostic.Kind.class),
                    diagnostic.optionalText("where"), diagnostic.has("line") ? diagnostic.line("line") : 0,
                    diagnostic.text("what"), diagnostic.optionalText("remedy"), Set.copyOf(diagnostic.texts("checks"))));
        }
        return new Coverage(coverage.count("places"), coverage.count("contents"), cached, coverage.count("bytes"),
                coverage.count("excluded"), diagnostics);
    }

    /// @param coverage
    ///            what the document says elsewhere of its coverage; null if the decision has to say it itself
    static Decision decision(Members decision, @Nullable Coverage coverage, long cached) throws ReportFormatException {
        List<Reason> reasons = new ArrayList<>();
        for (Members reason : decision.objects("reasons")) {
            reasons.add(new Reason(reason.label("verdict", Verdict.class), reason.optionalText("subject"), reason.text("text"),
                    reason.text("policy")));
        }
        Coverage own = coverage == null || decision.has("coverage")
                ? coverage(decision.object("coverage"), cached)
                : coverage;
        var subject = new LinkedHashMap<String, String>();
        decision.object("subject").textMembers(subject);
        var digests = new LinkedHashMap<String, String>();
        decision.object("digests").textMembers(digests);
        return new Decision(decision.label("stage", Stage.class), decision.label("verdict", Verdict.class),
                decision.instant("asOf"), reasons, own, decision.flag("unproven"), decision.texts("exceptions"), subject,
                digests);
    }

    static Rule rule(Members rule) throws ReportFormatException {
        return new Rule(rule.text("id"), lists(rule.optionalObject("aliases")), rule.text("engine"), rule.text("family"),
                rule.text("title"), rule.label("severity", Severity.class), rule.label("confidence", Confidence.class),
                rule.integers("cwe"), lists(rule.optionalObject("controls")), rule.text("message"), rule.text("fix"),
                rule.optionalUri("link"), rule.label("profile", Rule.Profile.class));
    }

    private static Map<String, List<String>> lists(@Nullable Members lists) throws ReportFormatException {
        Map<String, List<String>> texts = new HashMap<>();
        if (lists != null) {
            for (String name : lists.names()) {
                texts.put(name, lists.texts(name));
            }
        }
        return texts;
    }

    static Assessed finding(Members finding, Map<String, Rule> rules) throws ReportFormatException {
        Rule rule = rules.get(finding.text("rule"));
        if (rule == null) {
            throw finding.wrong("rule", "must be the id of one of the rules of the document");
        }
        List<Fingerprint> identity = new ArrayList<>();
        for (String fingerprint : finding.texts("fingerprints")) {
            identity.add(fingerprint(finding, "fingerprints[" + identity.size() + "]", fingerprint));
        }
        List<Occurrence> occurrences = new ArrayList<>();
        for (Members occurrence : finding.objects("occurrences")) {
            occurrences.add(occurrence(occurrence));
        }
        if (identity.isEmpty() || occurrences.isEmpty()) {
            throw finding.wrong(identity.isEmpty() ? "fingerprints" : "occurrences", "must not be empty");
        }
        List<Flow> flows = new ArrayList<>();
        for (Members flow : finding.objects("flows")) {
            List<Flow.Step> steps = new ArrayList<>();
            for (Members step : flow.objects("steps")) {
                steps.add(new Flow.Step(location(step.object("location")), step.text("what")));
            }
            flows.add(new Flow(steps));
        }
        Members remedy = finding.optionalObject("remedy");
        var evidence = new LinkedHashMap<String, String>();
        Members evidenceMembers = finding.optionalObject("evidence");
        if (evidenceMembers != null) {
            evidenceMembers.textMembers(evidence);
        }
        var found = new Finding(identity, rule, finding.label("severity", Severity.class), finding.text("message"), occurrences,
                flows, remedy == null ? null : remedy(remedy), evidence);
        Members acceptance = finding.optionalObject("acceptance");
        return new Assessed(found, finding.label("newness", Assessed.Newness.class), finding.line("newPlaces"),
                acceptance == null ? null : acceptance(acceptance), finding.label("verdict", Verdict.class),
                finding.text("policy"), finding.texts("owners"));
    }

    private static Remedy remedy(Members remedy) throws ReportFormatException {
        return new Remedy(remedy.text("text"), remedy.optionalUri("link"),
                !remedy.has("sufficient") || remedy.flag("sufficient"));
    }

    private static Acceptance acceptance(Members acceptance) throws ReportFormatException {
        return new Acceptance(acceptance.text("id"), acceptance.text("reason"), acceptance.text("owner"),
                acceptance.optionalText("requester"), acceptance.optionalText("approver"), acceptance.date("expires"),
                acceptance.optionalText("compensatingControl"), acceptance.line("places"));
    }

    private static Fingerprint fingerprint(Members in, String name, String text) throws ReportFormatException {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw in.wrong(name, "must be a fingerprint (scheme/version:value)");
        }
    }

    private static Occurrence occurrence(Members occurrence) throws ReportFormatException {
        Members excerpt = occurrence.optionalObject("excerpt");
        Members suppression = occurrence.optionalObject("suppression");
        return new Occurrence(location(occurrence.object("location")), occurrence.label("confidence", Confidence.class),
                excerpt == null
                        ? null
                        : new Excerpt(excerpt.line("firstLine"), excerpt.texts("lines"), excerpt.line("markLine"),
                                excerpt.line("markStart"), excerpt.line("markEnd")),
                suppression == null
                        ? null
                        : new Suppression(suppression.label("kind", Suppression.Kind.class), suppression.text("form"),
                                suppression.text("reason")));
    }

    private static Location location(Members location) throws ReportFormatException {
        String kind = location.text("kind");
        return switch (kind) {
            case "text" -> new Location.Text(place(location.object("place")), region(location.optionalObject("region")));
            case "package" -> new Location.Package(location.text("purl"), place(location.object("place")),
                    region(location.optionalObject("region")));
            case "endpoint" -> new Location.Endpoint(location.text("method"), location.text("uri"),
                    location.optionalText("parameter"));
            case "resource" -> new Location.Resource(location.text("type"), location.text("id"));
            case "event" -> new Location.Event(location.text("stream"), location.text("id"));
            default -> throw location.wrong("kind", "must be one of text, package, endpoint, resource, event");
        };
    }

    private static @Nullable Region region(@Nullable Members region) throws ReportFormatException {
        return region == null
                ? null
                : new Region(region.count("start"), region.count("end"), region.line("startLine"), region.line("startColumn"),
                        region.line("endLine"), region.line("endColumn"));
    }

    private static Place place(Members place) throws ReportFormatException {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String trait : place.texts("traits")) {
            traits.add(place.label("traits", trait, Trait.class));
        }
        return new Place(origin(place.object("origin")), path(place), traits);
    }

    private static SourcePath path(Members place) throws ReportFormatException {
        String display = place.text("path");
        List<byte[]> chain = new ArrayList<>();
        for (String element : place.texts("chainBytes")) {
            try {
                chain.add(Base64.getDecoder().decode(element));
            } catch (IllegalArgumentException e) {
                throw place.wrong("chainBytes", "must be in base64");
            }
        }
        for (String element : place.texts("chain")) {
            chain.add(element.getBytes(StandardCharsets.UTF_8));
        }
        if (chain.isEmpty()) {
            return SourcePath.of(display);
        }
        SourcePath path = SourcePath.of(chain.getFirst());
        for (byte[] element : chain.subList(1, chain.size())) {
            path = path.entry(element);
        }
        return path;
    }

    private static Origin origin(Members origin) throws ReportFormatException {
        String kind = origin.text("kind");
        return switch (kind) {
            case "file" -> new Origin.File();
            case "index" -> new Origin.Index();
            case "buffer" -> new Origin.Buffer(origin.count("version"));
            case "commit" -> new Origin.Commit(origin.text("id"), origin.text("author"), origin.instant("time"),
                    origin.flag("inHead"));
            case "layer" -> new Origin.Layer(origin.text("digest"), origin.line("index"),
                    origin.optionalText("instruction"));
            case "image-configuration" -> new Origin.ImageConfiguration(origin.text("digest"), origin.optionalText("repository"));
            default ->
                throw origin.wrong("kind", "must be one of file, index, buffer, commit, layer, image-configuration");
        };
    }

    static Fixed fixed(Members fixed) throws ReportFormatException {
        return new Fixed(fingerprint(fixed, "fingerprint", fixed.text("fingerprint")), fixed.text("rule"),
                fixed.optionalText("title"), fixed.optionalText("path"));
    }

    static Map<String, Rule> rules(List<Rule> rules) throws ReportFormatException {
        var ids = new HashSet<String>();
        Map<String, Rule> byId = new HashMap<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new ReportFormatException("rules has two entries with the id " + rule.id());
            }
            byId.put(rule.id(), rule);
        }
        return byId;
    }
}
