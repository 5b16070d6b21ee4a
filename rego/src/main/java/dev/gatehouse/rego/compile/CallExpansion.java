package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/// Takes nested calls apart: `f(g(x))` becomes `g(x, y); f(y)`. A call in a comprehension's or rule's head moves
/// into its body.
final class CallExpansion {
    private final Names names;

    CallExpansion(Names names) {
        this.names = names;
    }

    void definition(Definition definition) {
        Rule.Head head = definition.head();
        List<Expr> support = new ArrayList<>();
        List<Term> arguments = new ArrayList<>();
        head.arguments().forEach(a -> arguments.add(term(a, support)));
        Term key = head.key() == null ? null : term(head.key(), support);
        Term value = head.value() == null ? null : term(head.value(), support);
        definition.setHead(head.withArguments(arguments).withKey(key).withValue(value));
        definition.setBody(body(Bodies.append(definition.body(), support)));
    }

    List<Expr> body(List<Expr> body) {
        List<Expr> result = new ArrayList<>();
        body.forEach(e -> expr(e, result));
        return result;
    }

    private void expr(Expr expr, List<Expr> result) {
        List<Expr.With> modifiers = new ArrayList<>();
        for (Expr.With with : expr.with()) {
            modifiers.add(new Expr.With(with.location(), with.target(), term(with.value(), result)));
        }
        Expr plain = expr.withModifiers(modifiers);
        List<Expr> support = new ArrayList<>();
        switch (expr.clause()) {
            case Expr.Clause.Value(Term value) -> {
                Term term = term(value, support);
                plain = plain.withClause(new Expr.Clause.Value(term));
            }
            case Expr.Clause.Call call -> {
                List<Term> arguments = new ArrayList<>();
                call.arguments().forEach(a -> arguments.add(term(a, support)));
                plain = plain.withClause(new Expr.Clause.Call(call.operator(), arguments));
            }
            case Expr.Clause.Every every -> {
                Term.Var domain = names.fresh(every.domain().location());
                expr(
                        Bodies.equation(every.domain().location(), domain, every.domain())
                                .asGenerated()
                                .withModifiers(modifiers),
                        result);
                plain = plain.withClause(
                        new Expr.Clause.Every(
                                every.location(), every.key(), every.value(), domain, body(every.body())));
            }
            case Expr.Clause.Some ignored -> {
            }
        }
        support.forEach(s -> result.add(modifiers.isEmpty() ? s : s.withModifiers(modifiers)));
        result.add(plain);
    }

    /// The term without calls; what computes them is added to `support`.
    private Term term(Term term, List<Expr> support) {
        return switch (term) {
            case Term.Call call -> {
                List<Term> arguments = new ArrayList<>();
                call.arguments().forEach(a -> arguments.add(term(a, support)));
                Term.Var output = names.fresh(call.location());
                arguments.add(output);
                support.add(
                        Expr.of(call.location(), new Expr.Clause.Call(call.operator(), arguments))
                                .asGenerated());
                yield output;
            }
            case Term.Ref ref -> reference(ref, support);
            case Term.Array array -> {
                List<Term> items = new ArrayList<>();
                array.items().forEach(i -> items.add(term(i, support)));
                yield new Term.Array(array.location(), items);
            }
            case Term.SetLiteral set -> {
                List<Term> items = new ArrayList<>();
                set.items().forEach(i -> items.add(term(i, support)));
                yield new Term.SetLiteral(set.location(), items);
            }
            case Term.ObjectLiteral object -> {
                List<Term.Entry> entries = new ArrayList<>();
                for (Term.Entry entry : object.entries()) {
                    Term key = term(entry.key(), support);
                    entries.add(new Term.Entry(key, term(entry.value(), support)));
                }
                yield new Term.ObjectLiteral(object.location(), entries);
            }
            case Term.Comprehension c -> {
                List<Expr> inner = new ArrayList<>();
                Term key = c.key() == null ? null : term(c.key(), inner);
                Term value = term(c.value(), inner);
                yield new Term.Comprehension(
                        c.location(), c.kind(), key, value, body(Bodies.append(c.body(), inner)));
            }
            default -> term;
        };
    }

    private Term reference(Term.Ref ref, List<Expr> support) {
        List<Term> parts = new ArrayList<>();
        ref.parts().forEach(p -> parts.add(term(p, support)));
        Term head = parts.getFirst();
        // Only variables can be looked into: [1, 2][i] becomes x = [1, 2]; x[i].
        if (!(head instanceof Term.Var) && !(head instanceof Term.Ref)) {
            Expr capture = names.capture(head);
            support.add(capture);
            parts.set(0, Names.captured(capture));
        }
        return new Term.Ref(ref.location(), parts);
    }
}
