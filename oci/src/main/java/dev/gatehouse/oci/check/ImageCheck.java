package dev.gatehouse.oci.check;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.image.ImageSource;
import dev.gatehouse.oci.image.ImageTree;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import dev.gatehouse.oci.reference.Digest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is wrong with an image as a whole. Says nothing about other sources. Thread-safe.
///
/// A finding's identity is made of the rule and the image's repository, for files outside of the distribution also of the path: the same
/// weakness of the next build is the same finding.
public final class ImageCheck implements Check<ImageFacts> {
    /// The engine.
    public static final String ID = "image";
    /// Scheme of its fingerprints.
    public static final String SCHEME = "image";
    private static final String BASE_NAME = "org.opencontainers.image.base.name";
    private static final int MOST_HITS = 10_000;

    private final ImageRules rules;
    private final ImageLimits limits;
    private final Set<String> names;

    public ImageCheck(ImageRules rules, ImageLimits limits) {
        this.rules = rules;
        this.limits = limits;
        this.names = Set.copyOf(rules.rules().stream().map(Rule::id).toList());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String version() {
        return "1-" + rules.version();
    }

    @Override
    public boolean wants(Blob blob) {
        return blob.length() <= limits.configurationBytes() && blob.hint().equals(ImageSource.CONFIGURATION);
    }

    @Override
    public @Nullable ImageFacts facts(Blob blob) {
        byte[] bytes = new byte[blob.length()];
        System.arraycopy(blob.array(), blob.offset(), bytes, 0, bytes.length);
        try {
            var hits = ConfigurationRules.of(ImageConfiguration.read("image configuration", bytes, limits));
            return hits.isEmpty() ? null : new ImageFacts(hits);
        } catch (OciException e) {
            // Some file of that name, or an image that could not be opened in the first place.
            return null;
        }
    }

    @Override
    public List<Finding> place(ContentId content, ImageFacts facts, List<Shown> shown, List<Place> places) {
        List<Finding> findings = new ArrayList<>();
        for (Place place : places) {
            if (!(place.origin() instanceof Origin.ImageConfiguration configuration)) {
                continue;
            }
            Map<String, List<Occurrence>> byRule = new TreeMap<>();
            for (int i = 0; i < facts.hits().size(); i++) {
                String id = facts.hits().get(i).rule();
                Shown at = shown.get(i);
                byRule.computeIfAbsent(id, _ -> new ArrayList<>()).add(
                        new Occurrence(new Location.Text(place, at.region()), rules.rule(id).confidence(), at.excerpt(),
                                at.suppresses(id)));
            }
            byRule.forEach((id, at) -> findings.add(finding(id, configuration.repository(), "", at, Map.of())));
        }
        return findings;
    }

    @Override
    public List<Finding> finish(Tree tree, List<Placed<ImageFacts>> placed, DiagnosticSink diagnostics, Work work) {
        if (!(tree instanceof ImageTree image)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        String base = image.image().annotations().getOrDefault(BASE_NAME,
                image.image().configuration().labels().getOrDefault(BASE_NAME, ""));
        if (FileRules.isUnfixed(base)) {
            var place = new Place(new Origin.ImageConfiguration(image.image().configurationDescriptor().digest().toString(),
                    image.repository()), ImageSource.CONFIGURATION, Set.of());
            findings.add(finding("image-latest-base", image.repository(), "", List.of(at("image-latest-base", place)),
                    Map.of("base image", base)));
        }
        files(image, findings);
        return findings;
    }

    private void files(ImageTree image, List<Finding> findings) {
        List<Occurrence> system = new ArrayList<>();
        Map<String, Place> caches = new TreeMap<>();
        long cached = 0;
        for (ImageTree.ImageFile file : image.files()) {
            String path = file.place().path().toString();
            String rights = FileRules.rights(path, file.mode());
            if ("image-setuid-system".equals(rights)) {
                system.add(at(rights, file.place()));
            } else if (rights != null) {
                findings.add(finding(rights, image.repository(), path, List.of(at(rights, file.place())),
                        Map.of("mode", String.format("%04o", file.mode()))));
            }
            String cache = FileRules.cache(path, file.size());
            if (cache != null) {
                cached += file.size();
                caches.putIfAbsent(cache, file.place());
            }
        }
        if (!system.isEmpty()) {
            findings.add(finding("image-setuid-system", image.repository(), "", system, Map.of()));
        }
        if (!caches.isEmpty()) {
            findings.add(finding("image-package-cache", image.repository(), "",
                    caches.values().stream().map(place -> at("image-package-cache", place)).toList(),
                    Map.of("bytes", Long.toString(cached), "folders", String.join(" ", caches.keySet()))));
        }
    }

    private Occurrence at(String rule, Place place) {
        return new Occurrence(new Location.Text(place, (Region) null), rules.rule(rule).confidence(), (Excerpt) null, null);
    }

    private Finding finding(String id, @Nullable String repository, String path, List<Occurrence> at, Map<String, String> evidence) {
        Rule rule = rules.rule(id);
        String subject = Digest.sha256(((repository == null ? "" : repository) + "\0" + path).getBytes(StandardCharsets.UTF_8)).hex();
        SequencedMap<String, String> why = new LinkedHashMap<>(new TreeMap<>(evidence));
        return new Finding(List.of(new Fingerprint(SCHEME, 1, id + "." + subject.substring(0, 24))), rule, rule.severity(),
                rule.message(), at, List.of(), null, why);
    }

    @Override
    public void write(ImageFacts facts, DataOutput out) throws IOException {
        out.writeInt(facts.hits().size());
        for (ImageFacts.Hit hit : facts.hits()) {
            out.writeUTF(hit.rule());
            out.writeInt(hit.span().start());
            out.writeInt(hit.span().end());
        }
    }

    @Override
    public ImageFacts read(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_HITS) {
            throw new IOException("damaged");
        }
        List<ImageFacts.Hit> hits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String rule = in.readUTF();
            int start = in.readInt();
            int end = in.readInt();
            if (!names.contains(rule) || start < 0 || end < start) {
                throw new IOException("damaged");
            }
            hits.add(new ImageFacts.Hit(rule, new Span(start, end)));
        }
        return new ImageFacts(hits);
    }
}
