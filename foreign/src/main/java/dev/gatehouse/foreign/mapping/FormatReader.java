package dev.gatehouse.foreign.mapping;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a mapping. An unknown key, word or expression is an error with its line: a mapping that is half understood would lose
/// findings and tell nobody.
public final class FormatReader {
    private final String name;

    private FormatReader(String name) {
        this.name = name;
    }

    /// Reads one.
    ///
    /// @param name
    ///            of the file, for messages
    /// @throws DocumentException
    ///             if it is none
    public static ForeignFormat read(String name, byte[] yaml) throws DocumentException {
        return new FormatReader(name).format(Fields.of(name, Documents.read(Format.YAML, name, yaml, Limits.DEFAULT)));
    }

    private ForeignFormat format(Fields fields) throws DocumentException {
        String syntax = fields.requiredText("syntax");
        if (!syntax.equals("json") && !syntax.equals("xml")) {
            throw fields.error(fields.required("syntax"), "'syntax' is json or xml");
        }
        Fields result = required(fields, "result");
        Fields occurrences = required(fields, "occurrences");
        var format = new ForeignFormat(fields.requiredText("id"), fields.requiredText("kind"), fields.requiredText("title"),
                syntax.equals("xml"), fields.texts("recognised-by"), candidates(fields, "results").expressions(),
                candidates(fields, "tool"), lookups(fields), whens(fields, "skip"), result(result), occurrences(occurrences));
        fields.finish();
        return format;
    }

    private ForeignFormat.ResultFields result(Fields fields) throws DocumentException {
        var evidence = new LinkedHashMap<String, Candidates>();
        Fields more = fields.fields("evidence");
        if (more != null) {
            for (Member member : more.mapping().members()) {
                evidence.put(member.key(), candidates(more, member.key()));
            }
        }
        var result = new ForeignFormat.ResultFields(candidates(fields, "rule"), candidates(fields, "title"),
                words(fields, "severity", Severity.class, Severity.MEDIUM),
                words(fields, "confidence", Confidence.class, Confidence.LIKELY), candidates(fields, "message"),
                candidates(fields, "help"), candidates(fields, "remedy"), candidates(fields, "link"), candidates(fields, "cwe"),
                candidates(fields, "fingerprints"), candidates(fields, "names"), whens(fields, "dismissed"),
                candidates(fields, "why"), evidence);
        fields.finish();
        return result;
    }

    private ForeignFormat.OccurrenceFields occurrences(Fields fields) throws DocumentException {
        var occurrences = new ForeignFormat.OccurrenceFields(candidates(fields, "each"), lookups(fields), whens(fields, "skip"),
                candidates(fields, "file"), candidates(fields, "line"), candidates(fields, "column"),
                candidates(fields, "end-line"), candidates(fields, "end-column"), candidates(fields, "snippet"),
                candidates(fields, "method"), candidates(fields, "uri"), candidates(fields, "parameter"),
                candidates(fields, "purl"), candidates(fields, "resource-kind"), candidates(fields, "resource"));
        fields.finish();
        return occurrences;
    }

    private Fields required(Fields fields, String key) throws DocumentException {
        return Fields.of(name, fields.required(key));
    }

    /// A key that holds one expression or a list of them.
    private Candidates candidates(Fields fields, String key) throws DocumentException {
        List<Expression> expressions = new ArrayList<>();
        for (Value value : listed(fields.value(key))) {
            if (!(value instanceof Scalar.Text text)) {
                throw fields.error(value, "'" + key + "' expects expressions, found " + value.kind());
            }
            try {
                expressions.add(Expression.parse(text.text()));
            } catch (IllegalArgumentException e) {
                throw fields.error(value, String.valueOf(e.getMessage()));
            }
        }
        return expressions.isEmpty() ? Candidates.NONE : new Candidates(expressions);
    }

    private static List<Value> listed(@Nullable Value value) {
        return switch (value) {
            case null -> List.of();
            case Sequence sequence -> sequence.values();
            case Value one -> List.of(one);
        };
    }

    private List<ForeignFormat.When> whens(Fields fields, String key) throws DocumentException {
        List<ForeignFormat.When> whens = new ArrayList<>();
        for (Fields each : fields.each(key)) {
            whens.add(new ForeignFormat.When(candidates(each, "from"), each.texts("is"), each.bool("all", false)));
            each.finish();
        }
        return whens;
    }

    private <W extends Enum<W>> Words<W> words(Fields fields, String key, Class<W> type, W usual) throws DocumentException {
        List<Words.Source<W>> sources = new ArrayList<>();
        W otherwise = usual;
        for (Fields each : fields.each(key)) {
            if (each.value("otherwise") != null) {
                otherwise = each.choice("otherwise", type, usual);
            } else {
                Map<String, W> words = new LinkedHashMap<>();
                Fields table = each.fields("words");
                if (table != null) {
                    for (Member member : table.mapping().members()) {
                        words.put(member.key().toLowerCase(Locale.ROOT), table.choice(member.key(), type, usual));
                    }
                }
                boolean scored = "cvss".equals(each.text("score"));
                if (scored != words.isEmpty()) {
                    throw each.error(each.mapping(), "a source of '" + key + "' has either 'words' or 'score: cvss'");
                }
                sources.add(new Words.Source<>(candidates(each, "from"), words, scored));
            }
            each.finish();
        }
        return new Words<>(sources, otherwise);
    }

    private Supplier<SequencedMap<String, Lookup>> lookups(Fields fields) throws DocumentException {
        var ways = new LinkedHashMap<String, List<Lookup.Way>>();
        Fields all = fields.fields("lookups");
        if (all != null) {
            for (Member member : all.mapping().members()) {
                List<Lookup.Way> ofOne = new ArrayList<>();
                for (Fields each : all.each(member.key())) {
                    List<Expression> by = candidates(each, "by").expressions();
                    ofOne.add(new Lookup.Way(candidates(each, "in").expressions(), by.isEmpty() ? null : by.getFirst(),
                            candidates(each, "is").expressions()));
                    each.finish();
                }
                ways.put(member.key(), ofOne);
            }
        }
        return () -> {
            var lookups = new LinkedHashMap<String, Lookup>();
            ways.forEach((key, ofOne) -> lookups.put(key, new Lookup(ofOne)));
            return lookups;
        };
    }
}
