package dev.gatehouse.report.json;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
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
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The model as JSON, one method a type; [Decoding] is its mirror. Members follow the schemas.
final class Encoding {

    private Encoding() {}

    static JsonObject tool(Tool tool) {
        return new JsonObject().put("name", "gatehouse").put("version", tool.version()).put("rules", tool.rules())
                .put("configuration", tool.configuration());
    }

    static JsonObject run(Run run, Coverage coverage) {
        return new JsonObject().put("started", run.started().toString()).put("wallMs", run.wall().toMillis())
                .put("cpuMs", run.cpu().toMillis()).put("cached", coverage.cached());
    }

    static JsonObject subject(Subject subject) {
        return new JsonObject().put("target", subject.target()).put("root", subject.root())
                .put("repository", subject.repository()).put("commit", subject.commit()).put("branch", subject.branch())
                .put("base", subject.base()).put("dirty", subject.dirty());
    }

    /// Without what the cache answered, which differs from run to run.
    static JsonObject coverage(Coverage coverage) {
        return new JsonObject().put("places", coverage.places()).put("contents", coverage.contents())
                .put("bytes", coverage.bytes()).put("excluded", coverage.excluded()).put("complete", coverage.complete())
                .put("diagnostics", coverage.diagnostics().stream().map(Encoding::diagnostic).toList());
    }

    private static JsonObject diagnostic(Diagnostic diagnostic) {
        return new JsonObject().put("code", diagnostic.code()).put("kind", Members.label(diagnostic.kind()))
                .put("where", diagnostic.where()).put("line", diagnostic.line() > 0 ? (Object) diagnostic.line() : null)
                .put("what", diagnostic.what()).put("remedy", diagnostic.remedy())
                .putUnlessEmpty("checks", diagnostic.checks().stream().sorted().toList());
    }

    /// @param coverage
    ///            left out if null
    static JsonObject decision(Decision decision, @Nullable Coverage coverage) {
        return new JsonObject().put("verdict", decision.verdict().label()).put("stage", decision.stage().label())
                .put("asOf", decision.asOf().toString()).put("unproven", decision.unproven())
                .put("reasons", decision.reasons().stream().map(Encoding::reason).toList())
                .put("exceptions", decision.exceptions()).put("subject", texts(decision.subject()))
                .put("digests", texts(decision.digests())).put("coverage", coverage == null ? null : coverage(coverage));
    }

    private static JsonObject reason(Reason reason) {
        return new JsonObject().put("verdict", reason.verdict().label()).put("subject", reason.subject())
                .put("text", reason.text()).put("policy", reason.policy());
    }

    static JsonObject rule(Rule rule) {
        return new JsonObject().put("id", rule.id()).put("engine", rule.engine()).put("family", rule.family())
                .put("title", rule.title()).put("severity", rule.severity().label()).put("confidence", rule.confidence().label())
                .put("profile", Members.label(rule.profile())).putUnlessEmpty("cwe", rule.cwe())
                .put("controls", lists(rule.controls())).put("aliases", lists(rule.aliases())).put("message", rule.message())
                .put("fix", rule.fix()).put("link", uri(rule.link()));
    }

    static JsonObject finding(Assessed assessed) {
        Finding finding = assessed.finding();
        return new JsonObject().put("fingerprints", finding.identity().stream().map(Fingerprint::toString).toList())
                .put("rule", finding.rule().id()).put("severity", finding.severity().label())
                .put("confidence", finding.confidence().label()).put("message", finding.message())
                .put("newness", Members.label(assessed.newness())).put("newPlaces", assessed.newPlaces())
                .put("suppressed", assessed.suppressed()).put("verdict", assessed.verdict().label())
                .put("policy", assessed.policy()).putUnlessEmpty("owners", assessed.owners())
                .put("acceptance", acceptance(assessed.acceptance()))
                .put("occurrences", finding.occurrences().stream().map(Encoding::occurrence).toList())
                .putUnlessEmpty("flows", finding.flows().stream().map(Encoding::flow).toList())
                .put("remedy", remedy(finding.remedy())).put("evidence", texts(finding.evidence()));
    }

    private static @Nullable JsonObject acceptance(@Nullable Acceptance acceptance) {
        return acceptance == null
                ? null
                : new JsonObject().put("id", acceptance.id()).put("reason", acceptance.reason())
                        .put("owner", acceptance.owner()).put("requester", acceptance.requester())
                        .put("approver", acceptance.approver()).put("expires", acceptance.expires().toString())
                        .put("compensatingControl", acceptance.compensatingControl()).put("places", acceptance.places());
    }

    private static @Nullable JsonObject remedy(@Nullable Remedy remedy) {
        return remedy == null
                ? null
                : new JsonObject().put("text", remedy.text()).put("link", uri(remedy.link()))
                        .put("sufficient", remedy.sufficient() ? null : (Object) Boolean.FALSE);
    }

    private static JsonObject occurrence(Occurrence occurrence) {
        return new JsonObject().put("location", location(occurrence.location()))
                .put("confidence", occurrence.confidence().label()).put("excerpt", excerpt(occurrence.excerpt()))
                .put("suppression", suppression(occurrence.suppression()));
    }

    private static @Nullable JsonObject excerpt(@Nullable Excerpt excerpt) {
        return excerpt == null
                ? null
                : new JsonObject().put("firstLine", excerpt.firstLine()).put("lines", excerpt.lines())
                        .put("markLine", excerpt.markLine()).put("markStart", excerpt.markStart())
                        .put("markEnd", excerpt.markEnd());
    }

    private static @Nullable JsonObject suppression(@Nullable Suppression suppression) {
        return suppression == null
                ? null
                : new JsonObject().put("kind", Members.label(suppression.kind())).put("form", suppression.form())
                        .put("reason", suppression.reason());
    }

    private static JsonObject flow(Flow flow) {
        return new JsonObject().put("steps", flow.steps().stream()
                .map(step -> new JsonObject().put("what", step.what()).put("location", location(step.location()))).toList());
    }

    private static JsonObject location(Location location) {
        return switch (location) {
            case Location.Text text -> new JsonObject().put("kind", "text").put("place", place(text.place()))
                    .put("region", region(text.region()));
            case Location.Package found -> new JsonObject().put("kind", "package").put("purl", found.purl())
                    .put("place", place(found.place())).put("region", region(found.region()));
            case Location.Endpoint endpoint -> new JsonObject().put("kind", "endpoint").put("method", endpoint.method())
                    .put("uri", endpoint.uri()).put("parameter", endpoint.parameter());
            case Location.Resource resource -> new JsonObject().put("kind", "resource").put("type", resource.kind())
                    .put("id", resource.id());
            case Location.Event event -> new JsonObject().put("kind", "event").put("stream", event.stream())
                    .put("id", event.id());
        };
    }

    private static @Nullable JsonObject region(@Nullable Region region) {
        return region == null
                ? null
                : new JsonObject().put("start", region.start()).put("end", region.end()).put("startLine", region.startLine())
                        .put("startColumn", region.startColumn()).put("endLine", region.endLine())
                        .put("endColumn", region.endColumn());
    }

    private static JsonObject place(Place place) {
        var object = path(place.path());
        return object.put("origin", origin(place.origin()))
                .putUnlessEmpty("traits", place.traits().stream().sorted().map(Members::label).toList());
    }

    /// The path for people, and, where that does not say it all, its elements.
    private static JsonObject path(SourcePath path) {
        var object = new JsonObject().put("path", path.toString());
        if (SourcePath.of(path.toString()).equals(path)) {
            return object;
        }
        List<byte[]> chain = path.chain();
        List<String> texts = chain.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
        boolean exact = true;
        for (int i = 0; i < chain.size(); i++) {
            exact &= Arrays.equals(chain.get(i), texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        return exact
                ? object.put("chain", texts)
                : object.put("chainBytes", chain.stream().map(Base64.getEncoder()::encodeToString).toList());
    }

    private static JsonObject origin(Origin origin) {
        return switch (origin) {
            case Origin.File _ -> new JsonObject().put("kind", "file");
            case Origin.Index _ -> new JsonObject().put("kind", "index");
            case Origin.Buffer buffer -> new JsonObject().put("kind", "buffer").put("version", buffer.version());
            case Origin.Commit commit -> new JsonObject().put("kind", "commit").put("id", commit.id())
                    .put("author", commit.author()).put("time", commit.time().toString()).put("inHead", commit.inHead());
            case Origin.Layer layer -> new JsonObject().put("kind", "layer").put("digest", layer.digest())
                    .put("index", layer.index()).put("instruction", layer.instruction());
            case Origin.ImageConfiguration configuration -> new JsonObject().put("kind", "image-configuration")
                    .put("digest", configuration.digest()).put("repository", configuration.repository());
        };
    }

    static JsonObject fixed(Fixed fixed) {
        return new JsonObject().put("fingerprint", fixed.fingerprint().toString()).put("rule", fixed.ruleId())
                .put("title", fixed.title()).put("path", fixed.path());
    }

    private static JsonObject texts(Map<String, String> texts) {
        var object = new JsonObject();
        texts.forEach(object::put);
        return object;
    }

    private static JsonObject lists(Map<String, List<String>> lists) {
        var object = new JsonObject();
        new TreeMap<>(lists).forEach(object::put);
        return object;
    }

    private static @Nullable String uri(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }
}
