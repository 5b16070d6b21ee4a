package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/// Evaluates references and comprehensions before the expressions that use them: `f(data.bar)` becomes
/// `x = data.bar; f(x)`. So a call is not even tried, nor negated, when one of its arguments is undefined.
final class DynamicTerms {
    private final Names names;

    DynamicTerms(Names names) {
        this.names = names;
    }

    List<Expr> body(List<Expr> body) {
        List<Expr> result = new ArrayList<>();
        body.forEach(e -> expr(e, result));
        return result;
    }

    private void expr(Expr expr, List<Expr> result) {
        Expr.Clause clause = switch (expr.clause()) {
            case Expr.Clause.Value(Term term) ->
                new Expr.Clause.Value(shallow(expr, term, result));
            case Expr.Clause.Call call when call.name().equals("eq") -> {
                List<Term> arguments = new ArrayList<>();
                if (call.arguments().size() != 2) {
                    yield call;
                }
                call.arguments().forEach(a -> arguments.add(shallow(expr, a, result)));
                yield new Expr.Clause.Call(call.operator(), arguments);
            }
            case Expr.Clause.Call call -> {
                List<Term> arguments = new ArrayList<>();
                call.arguments().forEach(a -> arguments.add(one(expr, a, result)));
                yield new Expr.Clause.Call(call.operator(), arguments);
            }
            case Expr.Clause.Every every -> {
                Term domain = one(expr, every.domain(), result);
                yield new Expr.Clause.Every(
                        every.location(), every.key(), every.value(), domain, body(every.body()));
            }
            case Expr.Clause.Some some -> some;
        };
        result.add(expr.withClause(clause));
    }

    /// A reference or comprehension may stay where it is; only what is inside of it is taken out.
    private Term shallow(Expr expr, Term term, List<Expr> result) {
        return switch (term) {
            case Term.Ref ref -> steps(expr, ref, result);
            case Term.Comprehension c -> comprehension(c);
            default -> one(expr, term, result);
        };
    }

    private Term.Ref steps(Expr expr, Term.Ref ref, List<Expr> result) {
        List<Term> parts = new ArrayList<>(ref.parts());
        for (int i = 1; i < parts.size(); i++) {
            parts.set(i, one(expr, parts.get(i), result));
        }
        return new Term.Ref(ref.location(), parts);
    }

    private Term.Comprehension comprehension(Term.Comprehension c) {
        return new Term.Comprehension(c.location(), c.kind(), c.key(), c.value(), body(c.body()));
    }

    private Term one(Expr expr, Term term, List<Expr> result) {
        return switch (term) {
            case Term.Ref ref -> capture(expr, steps(expr, ref, result), result);
            case Term.Comprehension c -> capture(expr, comprehension(c), result);
            case Term.Array array -> {
                List<Term> items = new ArrayList<>();
                array.items().forEach(i -> items.add(one(expr, i, result)));
                yield new Term.Array(array.location(), items);
            }
            case Term.SetLiteral set -> {
                List<Term> items = new ArrayList<>();
                set.items().forEach(i -> items.add(one(expr, i, result)));
                yield new Term.SetLiteral(set.location(), items);
            }
            case Term.ObjectLiteral object -> {
                List<Term.Entry> entries = new ArrayList<>();
                for (Term.Entry entry : object.entries()) {
                    Term key = one(expr, entry.key(), result);
                    entries.add(new Term.Entry(key, one(expr, entry.value(), result)));
                }
                yield new Term.ObjectLiteral(object.location(), entries);
            }
            default -> term;
        };
    }

    private Term capture(Expr expr, Term term, List<Expr> result) {
        Expr capture = names.capture(term);
        result.add(capture.withModifiers(expr.with()));
        return Names.captured(capture);
    }
}
