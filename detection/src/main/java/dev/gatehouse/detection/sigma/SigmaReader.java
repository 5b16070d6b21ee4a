package dev.gatehouse.detection.sigma;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads rules in Sigma format. What it does not know it refuses, with file, line and reason: a rule that is half understood finds
/// the wrong things, or nothing.
public final class SigmaReader {
    private static final Limits LIMITS = new Limits(1 << 20, 16, 20_000);

    private SigmaReader() {}

    /// Reads the rules of a file, one a YAML document.
    ///
    /// @param file
    ///            its name, for messages and as name of the rule
    /// @throws DocumentException
    ///             if one of them is not a rule that can be run here
    public static List<SigmaRule> read(String file, byte[] yaml) throws DocumentException {
        List<SigmaRule> rules = new ArrayList<>();
        for (Value document : Documents.readAll(Format.YAML, file, yaml, LIMITS)) {
            rules.add(rule(file, document, rules.size()));
        }
        if (rules.isEmpty()) {
            throw new DocumentException(file, 1, 1, "there is no rule in the file");
        }
        return rules;
    }

    private static SigmaRule rule(String file, Value document, int number) throws DocumentException {
        Fields fields = Fields.of(file, document);
        if (fields.value("correlation") != null) {
            throw fields.error(fields.required("correlation"), "correlations are not known here");
        }
        Fields source = fields.fields("logsource");
        Value detection = fields.required("detection");
        if (!(detection instanceof Mapping mapping)) {
            throw fields.error(detection, "'detection' must be a mapping of searches and a condition");
        }
        String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "")
                + (number == 0 ? "" : "-" + (number + 1));
        var header = new SigmaRule.Header(fields.text("id"), name, fields.requiredText("title"),
                text(fields.text("description")), level(fields), fields.texts("tags"), part(source, "product"),
                part(source, "service"), part(source, "category"), fields.text("remedy"));
        Map<String, Search> searches = searches(file, mapping);
        return new SigmaRule(header, searches, condition(file, mapping, searches));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip().replaceAll("\\s+", " ");
    }

    private static @Nullable String part(@Nullable Fields source, String key) throws DocumentException {
        return source == null ? null : source.text(key);
    }

    private static SigmaRule.Level level(Fields fields) throws DocumentException {
        String level = fields.text("level");
        if (level == null) {
            return SigmaRule.Level.MEDIUM;
        }
        for (SigmaRule.Level each : SigmaRule.Level.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(level)) {
                return each;
            }
        }
        throw fields.error(fields.required("level"),
                "'level' must be informational, low, medium, high or critical, not '" + level + "'");
    }

    private static Map<String, Search> searches(String file, Mapping detection) throws DocumentException {
        var reader = new SearchReader(file);
        var searches = new LinkedHashMap<String, Search>();
        for (Member member : detection.members()) {
            switch (member.key()) {
                case "condition" -> {
                }
                case "timeframe" -> throw new DocumentException(file, member.keyRange(),
                        "'timeframe' belongs to aggregations, which are not part of Sigma 2");
                default -> searches.put(member.key(), reader.read(member.value()));
            }
        }
        return searches;
    }

    private static Condition condition(String file, Mapping detection, Map<String, Search> searches) throws DocumentException {
        Value value = detection.get("condition");
        if (value == null) {
            throw new DocumentException(file, detection.range(), "'condition' is missing");
        }
        List<Condition> any = new ArrayList<>();
        for (Value each : value instanceof Sequence sequence ? sequence.values() : List.of(value)) {
            if (!(each instanceof Scalar.Text text)) {
                throw new DocumentException(file, each.range(), "a condition must be text");
            }
            try {
                any.add(ConditionParser.parse(text.text(), searches.keySet()));
            } catch (ConditionParser.MalformedException e) {
                throw new DocumentException(file, each.range(), "condition: " + e.getMessage());
            }
        }
        if (any.isEmpty()) {
            throw new DocumentException(file, value.range(), "there is no condition in the list");
        }
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }
}
