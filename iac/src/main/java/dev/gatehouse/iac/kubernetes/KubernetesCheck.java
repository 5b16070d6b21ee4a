package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.document.Part;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at Kubernetes manifests. A finding's identity is made of the rule, the workload and the container, so moving a manifest
/// changes nothing. Helm templates are no YAML before they are rendered and are left to whoever renders them. Thread-safe.
public final class KubernetesCheck implements Check<KubernetesFacts> {
    /// The engine.
    public static final String ID = "iac";
    /// Scheme of its fingerprints.
    public static final String SCHEME = "iac";
    private static final String VERSION = "1-";
    private static final int MOST_HITS = 100_000;
    private static final byte[] DECLARES = "apiVersion".getBytes(StandardCharsets.US_ASCII);

    private final KubernetesRules rules;
    private final boolean everywhere;

    /// @param everywhere
    ///            whether manifests of tests, examples and dependencies are looked at too: where somebody means to apply them, they are
    public KubernetesCheck(KubernetesRules rules, boolean everywhere) {
        this.rules = rules;
        this.everywhere = everywhere;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String version() {
        return VERSION + rules.version();
    }

    @Override
    public boolean wants(Blob blob) {
        String name = blob.hint().toString().toLowerCase(Locale.ROOT);
        return blob.form() == Blob.Form.TEXT && blob.length() <= ContainerImage.LIMITS.bytes()
                && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) && declares(blob);
    }

    private static boolean declares(Blob blob) {
        byte[] array = blob.array();
        int last = blob.offset() + blob.length() - DECLARES.length;
        for (int i = blob.offset(); i <= last; i++) {
            int j = 0;
            while (j < DECLARES.length && array[i + j] == DECLARES[j]) {
                j++;
            }
            if (j == DECLARES.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable KubernetesFacts facts(Blob blob) {
        byte[] bytes = new byte[blob.length()];
        System.arraycopy(blob.array(), blob.offset(), bytes, 0, bytes.length);
        List<KubernetesFacts.Hit> hits = new ArrayList<>();
        try {
            for (Value document : ContainerImage.documents(blob.hint().toString(), bytes)) {
                for (Workload workload : Workload.of(Part.of(document))) {
                    WorkloadRules.of(workload).forEach(match -> hits.add(new KubernetesFacts.Hit(match.rule(), match.resource(),
                            match.part(), new Span(match.where().start(), match.where().end()))));
                }
            }
        } catch (DocumentException e) {
            boolean template = new String(bytes, StandardCharsets.UTF_8).contains("{{");
            return template ? null : new KubernetesFacts(List.of(), new KubernetesFacts.Problem(e.line(), e.what()));
        }
        return hits.isEmpty() ? null : new KubernetesFacts(hits.subList(0, Math.min(hits.size(), MOST_HITS)), null);
    }

    @Override
    public List<Finding> place(ContentId content, KubernetesFacts facts, List<Shown> shown, List<Place> places) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < facts.hits().size(); i++) {
            KubernetesFacts.Hit hit = facts.hits().get(i);
            Shown at = shown.get(i);
            List<Occurrence> occurrences = new ArrayList<>();
            for (Place place : places) {
                if (ours(place)) {
                    occurrences.add(new Occurrence(new Location.Text(place, at.region()), rules.rule(hit.rule()).confidence(),
                            at.excerpt(), at.suppresses(hit.rule())));
                }
            }
            if (!occurrences.isEmpty()) {
                findings.add(finding(hit, occurrences));
            }
        }
        return findings;
    }

    /// Tests, examples, dependencies and images hold manifests too, which nobody here applies.
    private boolean ours(Place place) {
        boolean foreign = place.is(Trait.IGNORED) || place.is(Trait.VENDORED) || place.is(Trait.TEST)
                || place.is(Trait.DOCUMENTATION) || place.origin() instanceof Origin.Layer || place.path().depth() > 0;
        return everywhere || !foreign;
    }

    private Finding finding(KubernetesFacts.Hit hit, List<Occurrence> at) {
        Rule rule = rules.rule(hit.rule());
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("workload", hit.resource());
        if (!hit.part().isEmpty()) {
            evidence.put("part", hit.part());
        }
        return new Finding(List.of(new Fingerprint(SCHEME, 1, hit.rule() + "." + digest(hit.resource() + "\0" + hit.part()))),
                rule,
                rule.severity(), rule.message(), at, List.of(), new Remedy(rule.fix(), null), evidence);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public List<Finding> finish(Tree tree, List<Placed<KubernetesFacts>> placed, DiagnosticSink diagnostics, Work work) {
        for (Placed<KubernetesFacts> each : placed) {
            KubernetesFacts.Problem problem = each.facts().problem();
            if (problem != null) {
                each.places().stream().filter(this::ours)
                        .forEach(place -> diagnostics.report(new Diagnostic("manifest-unreadable", Diagnostic.Kind.DEGRADED,
                                place.path().toString(), problem.line(), problem.what(), null, Set.of(ID))));
            }
        }
        return List.of();
    }

    @Override
    public void write(KubernetesFacts facts, DataOutput out) throws IOException {
        KubernetesFacts.Problem problem = facts.problem();
        out.writeBoolean(problem != null);
        if (problem != null) {
            out.writeInt(problem.line());
            text(out, problem.what());
        }
        out.writeInt(facts.hits().size());
        for (KubernetesFacts.Hit hit : facts.hits()) {
            out.writeUTF(hit.rule());
            text(out, hit.resource());
            text(out, hit.part());
            out.writeInt(hit.span().start());
            out.writeInt(hit.span().end());
        }
    }

    /// Names in manifests may be longer than `writeUTF` takes.
    private static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > ContainerImage.LIMITS.bytes()) {
            throw new IOException("damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public KubernetesFacts read(DataInput in) throws IOException {
        KubernetesFacts.Problem problem = in.readBoolean() ? new KubernetesFacts.Problem(in.readInt(), text(in)) : null;
        int count = in.readInt();
        if (count < 0 || count > MOST_HITS) {
            throw new IOException("damaged");
        }
        List<KubernetesFacts.Hit> hits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String rule = in.readUTF();
            String resource = text(in);
            String part = text(in);
            int start = in.readInt();
            int end = in.readInt();
            if (!rules.has(rule) || start < 0 || end < start) {
                throw new IOException("damaged");
            }
            hits.add(new KubernetesFacts.Hit(rule, resource, part, new Span(start, end)));
        }
        return new KubernetesFacts(hits, problem);
    }
}
