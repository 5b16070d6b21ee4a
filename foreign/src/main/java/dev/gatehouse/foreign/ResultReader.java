package dev.gatehouse.foreign;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import dev.gatehouse.foreign.mapping.Candidates;
import dev.gatehouse.foreign.mapping.ForeignFormat;
import dev.gatehouse.foreign.mapping.Lookup;
import dev.gatehouse.foreign.mapping.Scope;
import dev.gatehouse.foreign.mapping.Words;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Makes results of what a mapping finds. Serves one reading.
final class ResultReader {
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_NAME = 300;
    private static final int MOST_SPOTS = 10_000;
    private static final int MOST_FINGERPRINTS = 20;

    private final ForeignFormat format;
    private final SequencedMap<String, Lookup> occurrenceLookups;

    ResultReader(ForeignFormat format) {
        this.format = format;
        this.occurrenceLookups = format.occurrences().lookups().get();
    }

    /// Whether the result is one at all: not something that passed.
    boolean counts(Scope result) {
        return format.skip().stream().noneMatch(when -> when.holds(result));
    }

    /// The result; null if it does not say which rule it is of.
    @Nullable
    ForeignResult read(Scope scope) {
        ForeignFormat.ResultFields fields = format.result();
        String rule = fields.rule().text(scope);
        if (rule == null) {
            return null;
        }
        String tool = fields(format.tool(), scope, "unnamed tool", LONGEST_NAME);
        String title = cut(fields.title().text(scope), LONGEST_NAME);
        List<Spot> spots = spots(scope);
        if (spots.isEmpty()) {
            spots = List.of(new Spot.AtResource("report", tool));
        }
        return new ForeignResult(scope.value().range().line(), tool, String.valueOf(cut(rule, LONGEST_NAME)), title,
                fields.severity().of(scope, Words::cvss), fields.confidence().of(scope, _ -> null),
                fields(fields.message(), scope, title == null ? rule : title, LONGEST_TEXT),
                cut(fields.help().text(scope), LONGEST_TEXT), cut(fields.remedy().text(scope), LONGEST_TEXT),
                link(fields.link().text(scope)), cwe(fields.cwe(), scope), spots, fingerprints(fields.fingerprints(), scope),
                fields.names().all(scope).stream().map(name -> String.valueOf(cut(name, LONGEST_NAME))).toList(),
                dismissed(fields, scope), evidence(fields, scope));
    }

    private List<Spot> spots(Scope result) {
        ForeignFormat.OccurrenceFields fields = format.occurrences();
        List<Value> each = fields.each().expressions().isEmpty() ? List.of() : fields.each().values(result);
        // Expressions about an occurrence see the result as what is around it, also where there is but the result.
        List<Value> all = fields.each().expressions().isEmpty()
                ? List.of(result.value())
                : each.isEmpty() ? List.of(new Mapping(result.value().range(), List.of())) : each;
        List<Spot> spots = new ArrayList<>();
        for (Value value : all) {
            Scope scope = result.inner(value, occurrenceLookups);
            if (spots.size() < MOST_SPOTS && fields.skip().stream().noneMatch(when -> when.holds(scope))) {
                Spot spot = spot(fields, scope);
                if (spot != null && !spots.contains(spot)) {
                    spots.add(spot);
                }
            }
        }
        return spots;
    }

    private static @Nullable Spot spot(ForeignFormat.OccurrenceFields fields, Scope scope) {
        String file = fields.file().text(scope);
        if (file != null) {
            return new Spot.InFile(file, fields.line().number(scope), fields.column().number(scope),
                    fields.endLine().number(scope), fields.endColumn().number(scope),
                    cut(fields.snippet().text(scope), LONGEST_TEXT));
        }
        String uri = fields.uri().text(scope);
        if (uri != null) {
            String method = fields.method().text(scope);
            return new Spot.AtEndpoint(method == null ? "GET" : String.valueOf(cut(method, 20)), uri,
                    cut(fields.parameter().text(scope), LONGEST_NAME));
        }
        String purl = fields.purl().text(scope);
        if (purl != null && purl.startsWith("pkg:")) {
            return new Spot.InPackage(purl);
        }
        String name = fields.resource().text(scope);
        if (name == null) {
            return null;
        }
        String kind = fields.resourceKind().text(scope);
        return new Spot.AtResource(kind == null ? "resource" : String.valueOf(cut(kind, LONGEST_NAME)),
                String.valueOf(cut(name, LONGEST_TEXT)));
    }

    private static SequencedMap<String, String> fingerprints(Candidates from, Scope scope) {
        var all = new LinkedHashMap<String, String>();
        for (Value value : from.values(scope)) {
            if (value instanceof Mapping mapping) {
                for (Member member : mapping.members()) {
                    if (member.value() instanceof Scalar.Text text && all.size() < MOST_FINGERPRINTS) {
                        all.put(member.key(), text.text());
                    }
                }
            }
        }
        return all;
    }

    private static @Nullable String dismissed(ForeignFormat.ResultFields fields, Scope scope) {
        if (fields.dismissed().stream().noneMatch(when -> when.holds(scope))) {
            return null;
        }
        String why = fields.why().text(scope);
        return why == null ? "" : cut(why, LONGEST_TEXT);
    }

    private static SequencedMap<String, String> evidence(ForeignFormat.ResultFields fields, Scope scope) {
        var evidence = new LinkedHashMap<String, String>();
        fields.evidence().forEach((name, from) -> {
            String text = cut(from.text(scope), LONGEST_TEXT);
            if (text != null) {
                evidence.put(name, text);
            }
        });
        return evidence;
    }

    private static List<Integer> cwe(Candidates from, Scope scope) {
        return from.texts(scope).stream().map(Integer::valueOf).distinct().limit(MOST_FINGERPRINTS).toList();
    }

    private static @Nullable URI link(@Nullable String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String fields(Candidates from, Scope scope, String otherwise, int longest) {
        String text = cut(from.text(scope), longest);
        return text == null ? otherwise : text;
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }
}
