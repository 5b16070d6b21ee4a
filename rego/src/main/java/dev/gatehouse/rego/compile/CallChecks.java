package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.List;

/// Looks at every call: does the function exist, take so many arguments, give a value where one is used, and
/// is it still to be used.
final class CallChecks {
    private final Functions functions;
    private final Names names;
    private final Diagnostics diagnostics;

    CallChecks(Functions functions, Names names, Diagnostics diagnostics) {
        this.functions = functions;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    private static void walk(Definition definition, Traversal traversal) {
        traversal.head(definition.head());
        traversal.body(definition.body());
    }

    /// Reports calls of functions without result, such as `print`, whose value is used.
    void voidCalls(Definition definition) {
        walk(definition, voidTraversal());
    }

    void voidCalls(List<Expr> query) {
        voidTraversal().body(query);
    }

    private Traversal voidTraversal() {
        return new Traversal(
                node -> {
                    if (node instanceof Term.Call call) {
                        Declaration builtin = functions.builtin(call.operator().toString());
                        if (builtin != null && builtin.type().result() == null) {
                            diagnostics.type(call.location(), call + " used as value");
                        }
                    }
                    return false;
                });
    }

    /// Reports calls of functions that do not exist or take another number of arguments.
    void undefined(Definition definition) {
        walk(definition, undefinedTraversal());
    }

    void undefined(List<Expr> query) {
        undefinedTraversal().body(query);
    }

    private Traversal undefinedTraversal() {
        return new Traversal(
                node -> node instanceof Expr expr
                        && expr.clause() instanceof Expr.Clause.Call call
                        && isWrong(expr, call));
    }

    private boolean isWrong(Expr expr, Expr.Clause.Call call) {
        int arity = functions.of(call.operator());
        if (arity < 0) {
            diagnostics.type(expr.location(), "undefined function " + original(call.operator()));
            return true;
        }
        int operands = call.arguments().size();
        boolean fits = expr.generated()
                ? call.name().equals("eq") || operands == arity + 1
                : operands == arity || operands == arity + 1;
        if (!fits) {
            int given = expr.generated() ? operands - 1 : operands;
            String what = original(call.operator());
            diagnostics.type(
                    expr.location(),
                    functions.builtin(call.name()) != null
                            ? what + ": arity mismatch"
                            : "function "
                                    + what
                                    + " has arity "
                                    + arity
                                    + ", got "
                                    + given
                                    + (given == 1 ? " argument" : " arguments"));
        }
        return !fits;
    }

    private String original(Term.Ref ref) {
        return new Transformation() {
            @Override
            public Term term(Term term) {
                return term instanceof Term.Var v
                        ? new Term.Var(v.location(), names.original(v.name()))
                        : super.term(term);
            }
        }.term(ref).toString();
    }

    /// Reports calls of built-ins that version 1 no longer has.
    void deprecated(Definition definition) {
        Rule.Head head = definition.head();
        Traversal traversal = new Traversal(
                node -> {
                    Term.Ref operator = switch (node) {
                        case Expr expr when expr.clause() instanceof Expr.Clause.Call call ->
                            call.operator();
                        case Term.Call call -> call.operator();
                        default -> null;
                    };
                    if (operator != null) {
                        Declaration builtin = functions.builtin(operator.toString());
                        if (builtin != null && builtin.isDeprecated()) {
                            diagnostics.type(
                                    node instanceof Expr expr ? expr.location() : operator.location(),
                                    "deprecated built-in function calls in expression: " + operator);
                        }
                    }
                    return false;
                });
        traversal.head(head);
        traversal.body(definition.body());
    }
}
