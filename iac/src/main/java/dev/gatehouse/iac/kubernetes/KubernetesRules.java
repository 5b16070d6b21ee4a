package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The headers of the rules with their samples, from `rules.toml` beside this class. Immutable.
public final class KubernetesRules {
    private static final String FILE = "rules.toml";

    private final Map<String, Entry> byId;
    private final String version;

    /// A rule with its samples.
    ///
    /// @param match
    ///            a pod's `spec` as YAML in which it is found
    /// @param miss
    ///            one in which it is not, though it comes near
    record Entry(Rule rule, List<String> match, List<String> miss) {}

    private KubernetesRules(Map<String, Entry> byId, String version) {
        this.byId = byId;
        this.version = version;
    }

    /// The rules of this build.
    public static KubernetesRules load() throws IOException {
        try (InputStream in = KubernetesRules.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the rules about Kubernetes are missing from this build");
            }
            byte[] toml = in.readAllBytes();
            return new KubernetesRules(read(toml), digest(toml));
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Entry> read(byte[] toml) throws DocumentException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Fields fields : Fields.of(FILE, Documents.read(Format.TOML, FILE, toml, Limits.DEFAULT)).each("rule")) {
            Entry entry = entry(fields);
            fields.finish();
            entries.put(entry.rule.id(), entry);
        }
        return entries;
    }

    private static Entry entry(Fields fields) throws DocumentException {
        List<Integer> cwe = new ArrayList<>();
        for (Value number : fields.values("cwe")) {
            cwe.add(((Scalar.Whole) number).number().intValue());
        }
        Map<String, List<String>> controls = new LinkedHashMap<>();
        Fields frameworks = fields.fields("controls");
        if (frameworks != null) {
            for (Member member : frameworks.mapping().members()) {
                controls.put(member.key(), frameworks.texts(member.key()));
            }
        }
        var rule = new Rule(fields.requiredText("id"), Map.of(), KubernetesCheck.ID, "kubernetes", fields.requiredText("title"),
                fields.choice("severity", Severity.class, Severity.UNRATED),
                fields.choice("confidence", Confidence.class, Confidence.LIKELY), cwe, controls, fields.requiredText("message"),
                fields.requiredText("fix"), null, Rule.Profile.DEFAULT);
        return new Entry(rule, fields.texts("match"), fields.texts("miss"));
    }

    private static String digest(byte[] toml) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toml), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// All rules, in the order of the file.
    public List<Rule> rules() {
        return byId.values().stream().map(Entry::rule).toList();
    }

    List<Entry> entries() {
        return List.copyOf(byId.values());
    }

    boolean has(String id) {
        return byId.containsKey(id);
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
