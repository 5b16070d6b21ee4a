package dev.gatehouse.oci.check;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.oci.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The headers of the rules, from `rules.toml` beside this class. Immutable.
public final class ImageRules {
    private static final String FILE = "rules.toml";

    private final Map<String, Entry> byId;
    private final String version;

    /// A rule with its samples.
    ///
    /// @param samples
    ///            what the samples are: `configuration`, `instruction`, `file`, `base`
    record Entry(Rule rule, String samples, List<String> match, List<String> miss) {}

    private ImageRules(Map<String, Entry> byId, String version) {
        this.byId = byId;
        this.version = version;
    }

    /// Reads them.
    public static ImageRules load() throws IOException {
        try (InputStream in = ImageRules.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the rules of images are missing from this build");
            }
            byte[] bytes = in.readAllBytes();
            Value toml = Documents.read(Format.TOML, FILE, bytes, Limits.DEFAULT);
            Map<String, Entry> byId = new LinkedHashMap<>();
            for (Value value : ((Sequence) required((Mapping) toml, "rule")).values()) {
                Entry entry = entry((Mapping) value);
                byId.put(entry.rule.id(), entry);
            }
            return new ImageRules(byId, Digest.sha256(bytes).hex().substring(0, 16));
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry entry(Mapping table) {
        List<Integer> cwe = new ArrayList<>();
        ((Sequence) required(table, "cwe")).values().forEach(number -> cwe.add(((Scalar.Whole) number).number().intValue()));
        Map<String, List<String>> controls = new LinkedHashMap<>();
        for (Member member : ((Mapping) required(table, "controls")).members()) {
            controls.put(member.key(), texts(member.value()));
        }
        var rule = new Rule(text(table, "id"), Map.of(), ImageCheck.ID, "image", text(table, "title"),
                Severity.valueOf(text(table, "severity").toUpperCase(Locale.ROOT)),
                Confidence.valueOf(text(table, "confidence").toUpperCase(Locale.ROOT)), cwe, controls, text(table, "message"),
                text(table, "fix"), null, Rule.Profile.DEFAULT);
        return new Entry(rule, text(table, "samples"), texts(required(table, "match")), texts(required(table, "miss")));
    }

    private static Value required(Mapping table, String key) {
        @Nullable
        Value value = table.get(key);
        if (value == null) {
            throw new IllegalStateException(FILE + " lacks " + key);
        }
        return value;
    }

    private static String text(Mapping table, String key) {
        return ((Scalar.Text) required(table, key)).text();
    }

    private static List<String> texts(Value value) {
        return ((Sequence) value).values().stream().map(each -> ((Scalar.Text) each).text()).toList();
    }

    /// All rules, in the order of the file.
    public List<Rule> rules() {
        return byId.values().stream().map(Entry::rule).toList();
    }

    List<Entry> entries() {
        return List.copyOf(byId.values());
    }

    Rule rule(String id) {
        Entry entry = byId.get(id);
        if (entry == null) {
            throw new IllegalStateException("there is no rule " + id);
        }
        return entry.rule;
    }

    /// A digest of their text.
    String version() {
        return version;
    }
}
