package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an author may have meant instead of an unknown name.
final class Suggestions {
    private static final int MOST = 5;

    private Suggestions() {}

    static String quoted(String prefix, String typed, List<String> names) {
        return joined(prefix, similar(typed, names).stream().map(name -> "\"" + name + "\"").toList());
    }

    static String plain(String prefix, String typed, List<String> names) {
        return joined(prefix, similar(typed, names));
    }

    private static String joined(String prefix, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> first = names.subList(0, Math.min(MOST, names.size()));
        String list = switch (first.size()) {
            case 1 -> first.getFirst();
            case 2 -> first.get(0) + " or " + first.get(1);
            default -> String.join(", ", first.subList(0, first.size() - 1)) + ", or " + first.getLast();
        };
        return " " + prefix + " " + list + "?";
    }

    static String forField(Schema schema, Definition parent, String field) {
        if (parent.kind() == Kind.INTERFACE || parent.kind() == Kind.UNION) {
            List<String> types = typesWith(schema, parent, field);
            if (!types.isEmpty()) {
                return joined("Did you mean to use an inline fragment on",
                        types.stream().map(name -> "\"" + name + "\"").toList());
            }
        }
        return parent.kind() == Kind.OBJECT || parent.kind() == Kind.INTERFACE
                ? quoted("Did you mean", field, parent.fields().stream().map(FieldDefinition::name).toList())
                : "";
    }

    /// Possible types that have a field, before them their interfaces that have it, the most used first.
    private static List<String> typesWith(Schema schema, Definition parent, String field) {
        List<String> types = new ArrayList<>();
        Map<String, Integer> uses = new HashMap<>();
        for (Definition type : schema.possible(parent.name())) {
            if (type.field(field) == null) {
                continue;
            }
            types.add(type.name());
            for (String name : type.interfaces()) {
                Definition implemented = schema.type(name);
                if (implemented != null && implemented.field(field) != null && uses.merge(name, 1, Integer::sum) == 1) {
                    types.add(name);
                }
            }
        }
        types.sort(Comparator.comparingInt((String name) -> -uses.getOrDefault(name, 0)).thenComparing(name -> name));
        return types;
    }

    /// Names at a small distance: at most 40 % of the typed name's letters and one more.
    private static List<String> similar(String typed, List<String> names) {
        Map<String, Integer> distances = new HashMap<>();
        int most = (int) Math.floor(typed.length() * 0.4) + 1;
        for (String name : names) {
            int distance = distance(typed, name, most);
            if (distance <= most) {
                distances.put(name, distance);
            }
        }
        return distances.keySet().stream()
                .sorted(Comparator.comparingInt((String name) -> distances.getOrDefault(name, 0)).thenComparing(name -> name))
                .toList();
    }

    private static int distance(String typed, String name, int most) {
        if (typed.equals(name)) {
            return 0;
        }
        String left = typed.toLowerCase(Locale.ROOT);
        String right = name.toLowerCase(Locale.ROOT);
        if (left.equals(right)) {
            return 1;
        }
        if (Math.abs(left.length() - right.length()) > most || left.length() > 500) {
            return most + 1;
        }
        int[] row = new int[right.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int above = row[column];
                int change = left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1;
                row[column] = Math.min(Math.min(above, row[column - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
