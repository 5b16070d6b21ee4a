package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.BooleanValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses rules. Null without an error means that the text at hand is no rule with a body; it may still be
/// one that is written as an expression, which [BodyAsRule] turns into a rule.
final class RuleParser {
    private final ParserState state;
    private final BodyParser bodies;
    private final TermParser terms;

    RuleParser(ParserState state, BodyParser bodies) {
        this.state = state;
        this.bodies = bodies;
        this.terms = bodies.terms();
    }

    @Nullable
    List<Rule> rules() {
        Location place = state.location();
        state.keywordAsReference();
        boolean isDefault = state.at(TokenKind.DEFAULT);
        if (isDefault) {
            state.scan();
            state.keywordAsReference();
        }
        if (!state.at(TokenKind.IDENT)) {
            return null;
        }
        Rule.Head head = head(isDefault);
        if (head == null) {
            return null;
        }
        if (isDefault) {
            return defaultRule(place, head);
        }
        boolean contains = head.keywords().contains(Rule.Keyword.CONTAINS);
        boolean hasIf = state.at(TokenKind.IF);
        if (!contains) {
            head = settleKey(head, hasIf);
            if (head == null) {
                return null;
            }
        }
        if (!hasIf && !state.at(TokenKind.LEFT_BRACE)) {
            return contains
                    ? List.of(new Rule(head.location(), false, head, alwaysTrue(place), true, null))
                    : null;
        }
        List<Expr> body = hasIf ? ifBody() : braceBody();
        if (body == null) {
            return null;
        }
        if (hasIf) {
            head = withKeyword(head, Rule.Keyword.IF);
        }
        Rule otherwise = null;
        if (state.at(TokenKind.ELSE) && !state.keywordAsReference()) {
            if (!mayHaveElse(head)) {
                return null;
            }
            otherwise = elseBranches(head);
            if (otherwise == null) {
                return null;
            }
        }
        Rule first = new Rule(place.until(state.lastEnd()), false, head, body, false, otherwise);
        return chained(first);
    }

    private static List<Expr> alwaysTrue(Location place) {
        return List.of(
                Expr.of(place, new Expr.Clause.Value(new Term.Scalar(place, BooleanValue.TRUE))));
    }

    private static Rule.Head withKeyword(Rule.Head head, Rule.Keyword keyword) {
        Set<Rule.Keyword> keywords = EnumSet.of(keyword);
        keywords.addAll(head.keywords());
        return new Rule.Head(
                head.location(),
                head.reference(),
                head.arguments(),
                head.key(),
                head.value(),
                head.assigned(),
                head.generatedValue(),
                keywords);
    }

    /// What `p[x]` means: with `if` a partial object, without it a partial set.
    private static Rule.@Nullable Head settleKey(Rule.Head head, boolean hasIf) {
        List<Term> parts = head.reference().parts();
        if (parts.size() != 2) {
            return head;
        }
        Term last = parts.getLast();
        if (hasIf) {
            boolean open = last instanceof Term.Ref || !Terms.isGround(last);
            Rule.Head keyed = open && !head.isFunction() ? head.withKey(last) : head;
            return keyed.value() != null
                    ? keyed
                    : new Rule.Head(
                            head.location(),
                            head.reference(),
                            head.arguments(),
                            keyed.key(),
                            new Term.Scalar(head.location(), BooleanValue.TRUE),
                            head.assigned(),
                            true,
                            head.keywords());
        }
        if (head.isFunction()) {
            return head;
        }
        Rule.Head keyed = head.withKey(last);
        return head.value() != null
                ? keyed
                : keyed.withReference(
                        new Term.Ref(head.reference().location(), parts.subList(0, 1)));
    }

    /// After `if`: one expression, or a body in braces. A lone set in braces is a body.
    private @Nullable List<Expr> ifBody() {
        state.scan();
        ParserState.Mark mark = state.mark();
        Expr expr = bodies.literal();
        if (expr != null
                && !(expr.clause() instanceof Expr.Clause.Value(Term.SetLiteral ignored))) {
            return List.of(expr);
        }
        state.restore(mark);
        return braceBody();
    }

    private @Nullable List<Expr> braceBody() {
        state.scan();
        List<Expr> body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body != null) {
            state.scan();
        }
        return body;
    }

    private boolean mayHaveElse(Rule.Head head) {
        String why = null;
        if (head.reference().parts().size() > 1 && !Terms.isGround(head.reference())) {
            why = "else keyword cannot be used on rules with variables in head";
        } else if (head.key() != null) {
            why = "else keyword cannot be used on multi-value rules";
        }
        if (why != null) {
            state.error(state.location(), why);
        }
        return why == null;
    }

    private record Branch(Location location, Rule.Head head, List<Expr> body, boolean generatedBody) {}

    private @Nullable Rule elseBranches(Rule.Head head) {
        List<Branch> branches = new ArrayList<>();
        do {
            Branch branch = elseBranch(head);
            if (branch == null) {
                return null;
            }
            branches.add(branch);
        } while (!branches.getLast().generatedBody() && state.at(TokenKind.ELSE));
        Rule rule = null;
        for (Branch branch : branches.reversed()) {
            rule = new Rule(
                    branch.location(), false, branch.head(), branch.body(), branch.generatedBody(), rule);
        }
        return rule;
    }

    private @Nullable Branch elseBranch(Rule.Head head) {
        Location place = state.location();
        state.scan();
        Term value;
        boolean generatedValue = false;
        boolean assigned = head.assigned();
        Location headPlace = place;
        switch (state.kind()) {
            case LEFT_BRACE, IF -> {
                generatedValue = true;
                value = new Term.Scalar(place, BooleanValue.TRUE);
            }
            case ASSIGN, UNIFY -> {
                assigned = state.at(TokenKind.ASSIGN);
                state.scan();
                value = terms.infix();
                if (value == null) {
                    return null;
                }
                headPlace = place.until(state.lastEnd());
            }
            default -> {
                state.illegal("expected else value term or rule body");
                return null;
            }
        }
        boolean hasIf = state.at(TokenKind.IF);
        Rule.Head branchHead = new Rule.Head(
                headPlace,
                head.reference(),
                freshWildcards(head.arguments()),
                head.key(),
                value,
                assigned,
                generatedValue,
                hasIf ? Set.of(Rule.Keyword.IF) : Set.of());
        if (!hasIf && !state.at(TokenKind.LEFT_BRACE)) {
            Location all = place.until(state.lastEnd());
            return new Branch(all, branchHead, alwaysTrue(place), true);
        }
        if (hasIf) {
            state.scan();
        }
        List<Expr> body = elseBody();
        return body == null
                ? null
                : new Branch(place.until(state.lastEnd()), branchHead, body, false);
    }

    private @Nullable List<Expr> elseBody() {
        if (state.at(TokenKind.LEFT_BRACE)) {
            return braceBody();
        }
        if (state.at(TokenKind.EOF)) {
            state.illegal("rule body expected");
            return null;
        }
        Expr expr = bodies.literal();
        return expr == null ? null : List.of(expr);
    }

    private List<Term> freshWildcards(List<Term> arguments) {
        List<Term> fresh = new ArrayList<>(arguments.size());
        for (Term argument : arguments) {
            fresh.add(
                    argument instanceof Term.Var v && v.isWildcard()
                            ? new Term.Var(v.location(), state.nextWildcard())
                            : argument);
        }
        return fresh;
    }

    /// Further bodies in braces: each is a rule with the same head.
    private @Nullable List<Rule> chained(Rule first) {
        List<Rule> rules = new ArrayList<>(List.of(first));
        while (state.at(TokenKind.LEFT_BRACE)) {
            if (first.otherwise() != null) {
                state.error(state.location(), "expected else keyword");
                return null;
            }
            Location place = state.location();
            List<Expr> body = braceBody();
            if (body == null) {
                return null;
            }
            Rule.Head head = first.head();
            Location whole = place.until(state.lastEnd());
            Rule.Head moved = new Rule.Head(
                    whole,
                    head.reference().at(whole),
                    Terms.moveAll(freshWildcards(head.arguments()), whole),
                    head.key() == null ? null : Terms.move(head.key(), whole),
                    head.value() == null ? null : Terms.move(head.value(), whole),
                    head.assigned(),
                    head.generatedValue(),
                    head.keywords());
            rules.add(new Rule(whole, false, moved, body, false, null));
        }
        return rules;
    }

    private @Nullable List<Rule> defaultRule(Location place, Rule.Head head) {
        if (head.value() == null) {
            state.error(place, "illegal default rule (must have a value)");
            return null;
        }
        boolean valid = true;
        for (String kind : Terms.kindsNotConstant(head.value())) {
            state.error(place, "illegal default rule (value cannot contain " + kind + ")");
            valid = false;
        }
        Set<String> seen = new HashSet<>();
        for (Term argument : head.arguments()) {
            if (!(argument instanceof Term.Var v)) {
                state.error(
                        place,
                        "illegal default rule (arguments cannot contain " + Terms.kind(argument) + ")");
                valid = false;
            } else if (!seen.add(v.name())) {
                state.error(
                        place, "illegal default rule (arguments cannot be repeated " + v.name() + ")");
                valid = false;
            }
        }
        return valid
                ? List.of(new Rule(place, true, head, alwaysTrue(place), false, null))
                : null;
    }

    private Rule.@Nullable Head head(boolean isDefault) {
        Location place = state.location();
        Term named = terms.headName(terms.variable());
        if (named == null) {
            state.illegal("expected rule head name");
            return null;
        }
        Term.Ref reference;
        List<Term> arguments = List.of();
        switch (named) {
            case Term.Var v -> reference = new Term.Ref(v.location(), List.of(v));
            case Term.Ref r -> reference = r;
            case Term.Call call -> {
                if (!(call.operator().head() instanceof Term.Var)) {
                    state.illegal("rule head ref " + call.operator() + " invalid");
                    return null;
                }
                reference = call.operator();
                arguments = call.arguments();
            }
            default -> {
                return null;
            }
        }
        if (!(reference.head() instanceof Term.Var)) {
            return null;
        }
        return headValue(place, reference, arguments, isDefault);
    }

    private Rule.@Nullable Head headValue(
            Location place, Term.Ref reference, List<Term> arguments, boolean isDefault) {
        Term value = null;
        boolean assigned = false;
        switch (state.kind()) {
            case CONTAINS -> {
                if (!arguments.isEmpty()) {
                    state.illegal(
                            "the contains keyword can only be used with multi-value rule definitions");
                }
                state.scan();
                Term key = terms.infix();
                if (key == null) {
                    state.illegal("expected rule key term");
                }
                return new Rule.Head(
                        place.until(state.lastEnd()),
                        reference,
                        arguments,
                        key,
                        null,
                        false,
                        false,
                        Set.of(Rule.Keyword.CONTAINS));
            }
            case UNIFY, ASSIGN -> {
                assigned = state.at(TokenKind.ASSIGN);
                state.scan();
                value = terms.infix();
                if (value == null) {
                    String what = !assigned
                            ? "rule value term"
                            : !arguments.isEmpty()
                                    ? "function value term"
                                    : isDefault ? "default rule value term" : "rule value term";
                    state.illegal("expected " + what);
                }
            }
            default -> {
            }
        }
        Location whole = place.until(state.lastEnd());
        boolean generated = value == null && (reference.parts().size() != 2 || !arguments.isEmpty());
        if (generated) {
            value = new Term.Scalar(whole, BooleanValue.TRUE);
        }
        return new Rule.Head(
                whole, reference, arguments, null, value, assigned, generated, Set.of());
    }
}
