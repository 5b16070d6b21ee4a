package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the variables of a piece of tree, each with the place where it stands first.
final class Variables {
    /// The names that are bound everywhere.
    static final Set<String> RESERVED = Set.of("data", "input");

    /// What is not looked at.
    enum Skip {
        /// Comprehensions, template strings and the bodies of `every`.
        CLOSURES,
        /// The first words of references.
        REF_HEADS,
        /// The first words of what is called.
        CALL_HEADS,
        OBJECT_KEYS,
        SETS,
        TEMPLATES
    }

    /// What the safety check looks at.
    static final Set<Skip> SAFETY = EnumSet.of(Skip.CLOSURES, Skip.CALL_HEADS);

    private final Set<Skip> skip;
    private final Map<String, Location> found = new LinkedHashMap<>();
    private final Traversal traversal = new Traversal(this::visit);

    private Variables(Set<Skip> skip) {
        this.skip = skip;
    }

    static Set<String> all(Term term) {
        return of(EnumSet.noneOf(Skip.class), term);
    }

    static Set<String> of(Set<Skip> skip, Term term) {
        Variables variables = new Variables(skip);
        variables.traversal.term(term);
        return variables.found.keySet();
    }

    static Set<String> of(Set<Skip> skip, List<Term> terms) {
        Variables variables = new Variables(skip);
        variables.traversal.terms(terms);
        return variables.found.keySet();
    }

    static Set<String> ofExpr(Set<Skip> skip, Expr expr) {
        Variables variables = new Variables(skip);
        variables.traversal.expr(expr);
        return variables.found.keySet();
    }

    static Set<String> ofBody(Set<Skip> skip, List<Expr> body) {
        Variables variables = new Variables(skip);
        variables.traversal.body(body);
        return variables.found.keySet();
    }

    static Set<String> ofWith(Set<Skip> skip, Expr.With with) {
        Variables variables = new Variables(skip);
        variables.with(with);
        return variables.found.keySet();
    }

    /// The variables of a head with their places: parameters, key, value, then the steps of the reference.
    static Map<String, Location> ofHead(Rule.Head head) {
        Variables variables = new Variables(EnumSet.noneOf(Skip.class));
        variables.traversal.head(head);
        List<Term> parts = head.reference().parts();
        variables.traversal.terms(parts.subList(1, parts.size()));
        return variables.found;
    }

    private boolean visit(Object node) {
        switch (node) {
            case Term.Var v -> {
                found.putIfAbsent(v.name(), v.location());
                return true;
            }
            case Term.ObjectLiteral object when skip.contains(Skip.OBJECT_KEYS) -> {
                object.entries().forEach(e -> traversal.term(e.value()));
                return true;
            }
            case Term.Ref ref when skip.contains(Skip.REF_HEADS) -> {
                tail(ref);
                return true;
            }
            case Term.Comprehension ignored when skip.contains(Skip.CLOSURES) -> {
                return true;
            }
            case Term.TemplateString ignored when skip.contains(Skip.CLOSURES) || skip.contains(Skip.TEMPLATES) -> {
                return true;
            }
            case Term.SetLiteral ignored when skip.contains(Skip.SETS) -> {
                return true;
            }
            case Expr expr when skip.contains(Skip.CLOSURES)
                    && expr.clause() instanceof Expr.Clause.Every every -> {
                traversal.term(every.domain());
                return true;
            }
            case Expr expr when skip.contains(Skip.CALL_HEADS)
                    && expr.clause() instanceof Expr.Clause.Call call -> {
                tail(call.operator());
                traversal.terms(call.arguments());
                expr.with().forEach(this::with);
                return true;
            }
            case Term.Call call when skip.contains(Skip.CALL_HEADS) -> {
                tail(call.operator());
                traversal.terms(call.arguments());
                return true;
            }
            case Expr.With with when skip.contains(Skip.CALL_HEADS) -> {
                with(with);
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private void with(Expr.With with) {
        if (!skip.contains(Skip.CALL_HEADS)) {
            traversal.term(with.target());
            traversal.term(with.value());
            return;
        }
        if (with.target() instanceof Term.Ref ref) {
            tail(ref);
        }
        if (with.value() instanceof Term.Ref ref) {
            tail(ref);
        } else {
            traversal.term(with.value());
        }
    }

    private void tail(Term.Ref ref) {
        traversal.terms(ref.parts().subList(1, ref.parts().size()));
    }
}
