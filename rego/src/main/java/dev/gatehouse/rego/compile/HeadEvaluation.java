package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.ArrayList;
import java.util.List;

/// Moves what has to be evaluated out of the heads of rules and comprehensions into their bodies, so that heads
/// only consist of variables and constants.
final class HeadEvaluation extends Transformation {
    private final Names names;

    HeadEvaluation(Names names) {
        this.names = names;
    }

    void comprehensions(Definition definition) {
        definition.setHead(head(definition.head()));
        definition.setBody(body(definition.body()));
    }

    void references(Definition definition) {
        Rule.Head head = definition.head();
        List<Expr> more = new ArrayList<>();
        Term key = head.key() == null ? null : captured(head.key(), more);
        Term value = head.value() == null ? null : captured(head.value(), more);
        List<Term> arguments = new ArrayList<>();
        head.arguments().forEach(a -> arguments.add(captured(a, more)));
        definition.setHead(head.withKey(key).withValue(value).withArguments(arguments));
        definition.append(more);
    }

    private Term captured(Term term, List<Expr> into) {
        if (!requiresEvaluation(term)) {
            return term;
        }
        Expr capture = names.capture(term);
        into.add(capture);
        return Names.captured(capture);
    }

    static boolean requiresEvaluation(Term term) {
        boolean[] found = {false};
        new Traversal(
                node -> {
                    found[0] |= node instanceof Term.Ref || node instanceof Term.Comprehension;
                    return found[0];
                })
                .term(term);
        return found[0];
    }

    @Override
    protected Term comprehension(Term.Comprehension before) {
        Term.Comprehension c = (Term.Comprehension) super.comprehension(before);
        List<Expr> more = new ArrayList<>();
        Term key = c.key() == null ? null : captured(c.key(), more);
        Term value = captured(c.value(), more);
        return new Term.Comprehension(
                c.location(), c.kind(), key, value, Bodies.append(c.body(), more));
    }
}
