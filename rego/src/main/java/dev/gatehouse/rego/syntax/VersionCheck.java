package dev.gatehouse.rego.syntax;

import java.util.ArrayList;
import java.util.List;

/// What version 1 asks of a rule beyond the grammar.
final class VersionCheck {
    private VersionCheck() {}

    static List<RegoError> check(Rule rule) {
        List<RegoError> errors = new ArrayList<>();
        for (Rule r = rule; r != null; r = r.otherwise()) {
            checkOne(r, errors);
        }
        return errors;
    }

    private static void checkOne(Rule rule, List<RegoError> errors) {
        Rule.Head head = rule.head();
        String what = head.isFunction() ? "function" : "rule";
        if (head.reference().parts().size() < 2
                && head.reference().head() instanceof Term.Var v
                && Keywords.isKeyword(v.name())) {
            report(errors, rule, v.name() + " keyword cannot be used for rule name");
        }
        if (rule.generatedBody() && head.generatedValue()) {
            report(errors, rule, what + " must have value assignment and/or body declaration");
        }
        if (!rule.generatedBody()
                && !rule.isDefault()
                && !head.keywords().contains(Rule.Keyword.IF)) {
            report(errors, rule, "`if` keyword is required before " + what + " body");
        }
        if (head.isMultiValue() && !head.keywords().contains(Rule.Keyword.CONTAINS)) {
            report(errors, rule, "`contains` keyword is required for partial set rules");
        }
    }

    private static void report(List<RegoError> errors, Rule rule, String message) {
        errors.add(new RegoError(RegoError.Code.PARSE, rule.location(), message));
    }
}
