package dev.gatehouse.rego.syntax;

import java.util.List;
import java.util.function.Predicate;

/// Walks a syntax tree from the outside in.
///
/// The predicate sees each [Rule], [Rule.Head], [Expr], [Expr.With], [Expr.Clause.Every], [Expr.Clause.Some] and
/// [Term]; where it answers true, nothing below is visited.
public final class Traversal {
    private final Predicate<Object> stop;

    public Traversal(Predicate<Object> stop) {
        this.stop = stop;
    }

    /// Walks a rule and its `else` branches.
    public void rule(Rule rule) {
        for (Rule r = rule; r != null; r = r.otherwise()) {
            if (stop.test(r)) {
                return;
            }
            head(r.head());
            body(r.body());
        }
    }

    /// Walks a head: parameters, key and value, but not the reference.
    public void head(Rule.Head head) {
        if (stop.test(head)) {
            return;
        }
        terms(head.arguments());
        if (head.key() != null) {
            term(head.key());
        }
        if (head.value() != null) {
            term(head.value());
        }
    }

    public void body(List<Expr> body) {
        body.forEach(this::expr);
    }

    public void expr(Expr expr) {
        if (stop.test(expr)) {
            return;
        }
        switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> term(term);
            case Expr.Clause.Call(Term.Ref operator, List<Term> arguments) -> {
                term(operator);
                terms(arguments);
            }
            case Expr.Clause.Some some -> {
                if (!stop.test(some)) {
                    terms(some.symbols());
                }
            }
            case Expr.Clause.Every every -> every(every);
        }
        for (Expr.With with : expr.with()) {
            if (!stop.test(with)) {
                term(with.target());
                term(with.value());
            }
        }
    }

    private void every(Expr.Clause.Every every) {
        if (stop.test(every)) {
            return;
        }
        if (every.key() != null) {
            term(every.key());
        }
        term(every.value());
        term(every.domain());
        body(every.body());
    }

    public void terms(List<? extends Term> terms) {
        terms.forEach(this::term);
    }

    public void term(Term term) {
        if (stop.test(term)) {
            return;
        }
        switch (term) {
            case Term.Scalar ignored -> {
            }
            case Term.Var ignored -> {
            }
            case Term.Ref ref -> terms(ref.parts());
            case Term.Array array -> terms(array.items());
            case Term.SetLiteral set -> terms(set.items());
            case Term.ObjectLiteral object ->
                object
                        .entries()
                        .forEach(
                                e -> {
                                    term(e.key());
                                    term(e.value());
                                });
            case Term.Call call -> {
                term(call.operator());
                terms(call.arguments());
            }
            case Term.Comprehension c -> {
                if (c.key() != null) {
                    term(c.key());
                }
                term(c.value());
                body(c.body());
            }
            case Term.TemplateString t ->
                t.parts()
                        .forEach(
                                part -> {
                                    switch (part) {
                                        case Term.TemplatePart.Fixed fixed -> term(fixed.scalar());
                                        case Term.TemplatePart.Computed computed -> expr(computed.expr());
                                    }
                                });
        }
    }
}
