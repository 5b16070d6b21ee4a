package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Makes new variables, and remembers which words of the user they stand for.
final class Names {
    private final String prefix;
    private final Set<String> taken;
    private final Map<String, String> originals = new HashMap<>();
    private int next;

    Names(String prefix, Set<String> taken) {
        this.prefix = prefix;
        this.taken = taken;
    }

    Term.Var fresh(Location place) {
        while (true) {
            String name = prefix + next++ + "__";
            if (!taken.contains(name)) {
                return new Term.Var(place, name);
            }
        }
    }

    /// An equation that names a term; its first operand is the new variable.
    Expr capture(Term term) {
        return Bodies.equation(term.location(), fresh(term.location()), term).asGenerated();
    }

    /// The variable that [#capture] made.
    static Term captured(Expr capture) {
        return ((Expr.Clause.Call) capture.clause()).arguments().getFirst();
    }

    void rename(String generated, String original) {
        originals.put(generated, original);
    }

    /// The user's word for a variable.
    String original(String name) {
        return originals.getOrDefault(name, name);
    }
}
