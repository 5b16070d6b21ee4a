package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that stands elsewhere in the report and is referred to: the rule of a result, the component that a vulnerability
/// affects. Tries one way after the other. Remembers the tables of one report; not thread-safe.
public final class Lookup {
    private final List<Way> ways;
    private final Map<Way, IdentityHashMap<Value, Map<String, Value>>> tables = new HashMap<>();

    /// One way to find it.
    ///
    /// @param in
    ///            where all of them stand
    /// @param by
    ///            what names each of them, seen from it; null if they go by their number, from 0
    /// @param wanted
    ///            the name that is looked for
    public record Way(List<Expression> in, @Nullable Expression by, List<Expression> wanted) {
        public Way {
            in = List.copyOf(in);
            wanted = List.copyOf(wanted);
        }
    }

    Lookup(List<Way> ways) {
        this.ways = List.copyOf(ways);
    }

    @Nullable
    Value find(Scope scope) {
        for (Way way : ways) {
            for (Expression wanted : way.wanted()) {
                for (String name : wanted.texts(scope)) {
                    for (Expression in : way.in()) {
                        Value start = in.start(scope);
                        Value found = start == null ? null : table(way, in, start).get(name);
                        if (found != null) {
                            return found;
                        }
                    }
                }
            }
        }
        return null;
    }

    private Map<String, Value> table(Way way, Expression in, Value start) {
        var oneIn = way.in().size() == 1 ? way : new Way(List.of(in), way.by(), way.wanted());
        return tables.computeIfAbsent(oneIn, _ -> new IdentityHashMap<>()).computeIfAbsent(start, from -> {
            Map<String, Value> table = new HashMap<>();
            List<Value> all = in.walk(from);
            for (int i = 0; i < all.size(); i++) {
                Value each = all.get(i);
                if (way.by() == null) {
                    table.put(String.valueOf(i), each);
                } else {
                    way.by().texts(Scope.root(each)).forEach(name -> table.putIfAbsent(name, each));
                }
            }
            return table;
        });
    }
}
