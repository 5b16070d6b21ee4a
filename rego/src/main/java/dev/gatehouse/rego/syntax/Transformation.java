package dev.gatehouse.rego.syntax;

import java.util.ArrayList;
import java.util.List;

/// Rebuilds a syntax tree with changes. By default everything stays as it is; a subclass overrides what it
/// changes and calls `super` to go on below. Unchanged nodes are shared, not copied.
public abstract class Transformation {
    public Term term(Term term) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> v;
            case Term.Ref ref -> {
                List<Term> parts = terms(ref.parts());
                yield parts == ref.parts() ? ref : new Term.Ref(ref.location(), parts);
            }
            case Term.Array array -> {
                List<Term> items = terms(array.items());
                yield items == array.items() ? array : new Term.Array(array.location(), items);
            }
            case Term.SetLiteral set -> {
                List<Term> items = terms(set.items());
                yield items == set.items() ? set : new Term.SetLiteral(set.location(), items);
            }
            case Term.ObjectLiteral object -> object(object);
            case Term.Call call -> {
                Term.Ref operator = (Term.Ref) term(call.operator());
                List<Term> arguments = terms(call.arguments());
                yield operator == call.operator() && arguments == call.arguments()
                        ? call
                        : new Term.Call(call.location(), operator, arguments);
            }
            case Term.Comprehension c -> comprehension(c);
            case Term.TemplateString t -> template(t);
        };
    }

    public List<Term> terms(List<Term> terms) {
        List<Term> changed = null;
        for (int i = 0; i < terms.size(); i++) {
            Term before = terms.get(i);
            Term after = term(before);
            if (after != before && changed == null) {
                changed = new ArrayList<>(terms);
            }
            if (changed != null) {
                changed.set(i, after);
            }
        }
        return changed == null ? terms : changed;
    }

    private Term object(Term.ObjectLiteral object) {
        List<Term.Entry> entries = new ArrayList<>(object.entries().size());
        boolean changed = false;
        for (Term.Entry entry : object.entries()) {
            Term key = term(entry.key());
            Term value = term(entry.value());
            changed |= key != entry.key() || value != entry.value();
            entries.add(new Term.Entry(key, value));
        }
        return changed ? new Term.ObjectLiteral(object.location(), entries) : object;
    }

    protected Term comprehension(Term.Comprehension c) {
        Term key = c.key() == null ? null : term(c.key());
        Term value = term(c.value());
        List<Expr> body = body(c.body());
        return key == c.key() && value == c.value() && body == c.body()
                ? c
                : new Term.Comprehension(c.location(), c.kind(), key, value, body);
    }

    protected Term template(Term.TemplateString t) {
        List<Term.TemplatePart> parts = new ArrayList<>(t.parts().size());
        boolean changed = false;
        for (Term.TemplatePart part : t.parts()) {
            if (part instanceof Term.TemplatePart.Computed(Expr before)) {
                Expr after = expr(before);
                changed |= after != before;
                parts.add(new Term.TemplatePart.Computed(after));
            } else {
                parts.add(part);
            }
        }
        return changed ? new Term.TemplateString(t.location(), t.multiline(), parts) : t;
    }

    public List<Expr> body(List<Expr> body) {
        List<Expr> changed = null;
        for (int i = 0; i < body.size(); i++) {
            Expr before = body.get(i);
            Expr after = expr(before);
            if (after != before && changed == null) {
                changed = new ArrayList<>(body);
            }
            if (changed != null) {
                changed.set(i, after);
            }
        }
        return changed == null ? body : changed;
    }

    public Expr expr(Expr expr) {
        Expr.Clause clause = clause(expr.clause());
        List<Expr.With> with = new ArrayList<>(expr.with().size());
        boolean changed = clause != expr.clause();
        for (Expr.With before : expr.with()) {
            Expr.With after = with(before);
            changed |= after != before;
            with.add(after);
        }
        return changed
                ? new Expr(expr.location(), expr.negated(), clause, with, expr.generated())
                : expr;
    }

    protected Expr.With with(Expr.With with) {
        Term target = term(with.target());
        Term value = term(with.value());
        return target == with.target() && value == with.value()
                ? with
                : new Expr.With(with.location(), target, value);
    }

    protected Expr.Clause clause(Expr.Clause clause) {
        return switch (clause) {
            case Expr.Clause.Value v -> {
                Term term = term(v.term());
                yield term == v.term() ? v : new Expr.Clause.Value(term);
            }
            case Expr.Clause.Call call -> {
                Term operator = term(call.operator());
                List<Term> arguments = terms(call.arguments());
                yield operator == call.operator() && arguments == call.arguments()
                        ? call
                        : new Expr.Clause.Call((Term.Ref) operator, arguments);
            }
            case Expr.Clause.Some some -> {
                List<Term> symbols = terms(some.symbols());
                yield symbols == some.symbols()
                        ? some
                        : new Expr.Clause.Some(some.location(), symbols);
            }
            case Expr.Clause.Every every -> every(every);
        };
    }

    protected Expr.Clause every(Expr.Clause.Every every) {
        Term key = every.key() == null ? null : term(every.key());
        Term value = term(every.value());
        Term domain = term(every.domain());
        List<Expr> body = body(every.body());
        return key == every.key()
                && value == every.value()
                && domain == every.domain()
                && body == every.body()
                        ? every
                        : new Expr.Clause.Every(every.location(), key, value, domain, body);
    }

    /// Rebuilds a head, reference steps included.
    public Rule.Head head(Rule.Head head) {
        List<Term> parts = head.reference().parts();
        List<Term> steps = new ArrayList<>(parts.subList(0, 1));
        for (Term step : parts.subList(1, parts.size())) {
            steps.add(term(step));
        }
        return head.withReference(new Term.Ref(head.reference().location(), steps))
                .withArguments(terms(head.arguments()))
                .withKey(head.key() == null ? null : term(head.key()))
                .withValue(head.value() == null ? null : term(head.value()));
    }
}
