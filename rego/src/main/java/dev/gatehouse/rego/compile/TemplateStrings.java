package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Turns template strings into calls of `internal.template_string`, whose argument is an array of the parts.
/// What may be undefined is captured in a set: an empty one prints as `<undefined>`.
final class TemplateStrings extends Transformation {
    private final Names names;
    private final Arities arities;
    private final Predicate<Term.Ref> alwaysDefined;
    private final Predicate<String> relation;
    private final Diagnostics diagnostics;
    private Set<String> safe;

    TemplateStrings(
            Names names,
            Arities arities,
            Predicate<Term.Ref> alwaysDefined,
            Predicate<String> relation,
            Diagnostics diagnostics,
            Set<String> safe) {
        this.names = names;
        this.arities = arities;
        this.alwaysDefined = alwaysDefined;
        this.relation = relation;
        this.diagnostics = diagnostics;
        this.safe = safe;
    }

    static void rewrite(
            Definition definition,
            Names names,
            Arities arities,
            Predicate<Term.Ref> alwaysDefined,
            Predicate<String> relation,
            Diagnostics diagnostics) {
        Set<String> safe = new HashSet<>(Variables.RESERVED);
        definition.head().arguments().forEach(a -> safe.addAll(Variables.all(a)));
        TemplateStrings templates = new TemplateStrings(names, arities, alwaysDefined, relation, diagnostics, safe);
        List<Expr> body = templates.scopedBody(definition.body());
        Rule.Head head = templates.head(definition.head());
        definition.setBody(body);
        definition.setHead(head);
    }

    /// Rewrites a body; what it binds stays known to the caller.
    List<Expr> scopedBody(List<Expr> body) {
        safe = new HashSet<>(safe);
        safe.addAll(OutputVariables.ofBody(body, arities, safe));
        return body(body);
    }

    @Override
    protected Term comprehension(Term.Comprehension c) {
        Set<String> outer = safe;
        List<Expr> body = scopedBody(c.body());
        Term key = c.key() == null ? null : term(c.key());
        Term value = term(c.value());
        safe = outer;
        return new Term.Comprehension(c.location(), c.kind(), key, value, body);
    }

    @Override
    protected Expr.Clause every(Expr.Clause.Every every) {
        Term domain = term(every.domain());
        Set<String> outer = safe;
        safe = new HashSet<>(safe);
        safe.addAll(Variables.all(every.value()));
        if (every.key() != null) {
            safe.addAll(Variables.all(every.key()));
        }
        List<Expr> body = scopedBody(every.body());
        safe = outer;
        return new Expr.Clause.Every(
                every.location(), every.key(), every.value(), domain, body);
    }

    @Override
    protected Term template(Term.TemplateString template) {
        Location place = template.location();
        List<Term> parts = new ArrayList<>();
        for (Term.TemplatePart part : template.parts()) {
            switch (part) {
                case Term.TemplatePart.Fixed fixed -> parts.add(fixed.scalar());
                case Term.TemplatePart.Computed computed -> part(expr(computed.expr()), parts);
            }
        }
        if (parts.isEmpty()) {
            parts.add(new Term.Scalar(place, StringValue.of("")));
        }
        return new Term.Call(
                place,
                Bodies.operator(place, "internal.template_string"),
                List.of(new Term.Array(place, parts)));
    }

    private void part(Expr expr, List<Term> parts) {
        Term term;
        switch (expr.clause()) {
            case Expr.Clause.Call call -> {
                if (relation.test(call.name())) {
                    diagnostics.compile(
                            expr.location(),
                            "illegal call to relation built-in '"
                                    + call.name()
                                    + "' that may cause multiple outputs");
                    return;
                }
                term = new Term.Call(expr.location(), call.operator(), call.arguments());
            }
            case Expr.Clause.Value(Term value) -> term = value;
            default -> {
                diagnostics.compile(expr.location(), "unexpected template-string expression type");
                return;
            }
        }
        Location place = term.location();
        if (term instanceof Term.Var || (term instanceof Term.Ref ref && alwaysDefined.test(ref))) {
            parts.add(new Term.SetLiteral(place, List.of(term)));
            return;
        }
        Set<String> unsafe = new TreeSet<>(Variables.of(Variables.SAFETY, term));
        unsafe.removeAll(safe);
        unsafe.forEach(
                v -> diagnostics.compile(place, "var " + names.original(v) + " is undeclared"));
        Term.Var captured = names.fresh(place);
        Expr capture = Bodies.equation(place, captured, term).withModifiers(expr.with());
        parts.add(
                new Term.Comprehension(
                        place, Term.Comprehension.Kind.SET, null, captured, List.of(capture)));
    }
}
