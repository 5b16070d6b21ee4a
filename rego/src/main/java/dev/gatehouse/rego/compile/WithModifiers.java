package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the targets of `with` and evaluates its values before the expression that it stands on.
final class WithModifiers extends Transformation {
    private final RuleTree tree;
    private final Functions functions;
    private final Names names;
    private final Diagnostics diagnostics;

    WithModifiers(RuleTree tree, Functions functions, Names names, Diagnostics diagnostics) {
        this.tree = tree;
        this.functions = functions;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// A target that cannot be replaced.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RegoError error;

        Refused(RegoError.Code code, Term target, String message) {
            super(message, null, false, false);
            this.error = new RegoError(code, target.location(), message);
        }
    }

    void definition(Definition definition) {
        definition.setHead(head(definition.head()));
        definition.setBody(body(definition.body()));
    }

    @Override
    public List<Expr> body(List<Expr> body) {
        List<Expr> result = new ArrayList<>();
        for (Expr before : body) {
            Expr expr = expr(before);
            if (expr.with().isEmpty()) {
                result.add(expr);
                continue;
            }
            List<Expr.With> modifiers = new ArrayList<>();
            try {
                for (Expr.With with : expr.with()) {
                    modifiers.add(modifier(with, result));
                }
                result.add(expr.withModifiers(modifiers));
            } catch (Refused e) {
                diagnostics.add(e.error);
                return body;
            }
        }
        return result;
    }

    private Expr.With modifier(Expr.With with, List<Expr> before) throws Refused {
        Term target = with.target();
        Term value = asReference(with.value());
        if (isBelow(target, "data")) {
            if (dataTarget((Term.Ref) target, value)) {
                return new Expr.With(with.location(), target, value);
            }
        } else if (isBelow(target, "input")) {
            // Any part of the input may be replaced.
        } else {
            Term.Ref function = functionReference(target);
            if (function == null) {
                throw new Refused(
                        RegoError.Code.TYPE,
                        target,
                        "with keyword target must reference existing input, data, or a function");
            }
            checkBuiltinTarget(function);
            target = function;
            if (namesFunction(value)) {
                return new Expr.With(with.location(), target, value);
            }
        }
        if (!HeadEvaluation.requiresEvaluation(value)) {
            return new Expr.With(with.location(), target, value);
        }
        Expr capture = names.capture(value);
        before.add(capture);
        return new Expr.With(with.location(), target, Names.captured(capture));
    }

    private static boolean isBelow(Term target, String root) {
        return target instanceof Term.Ref ref
                && ref.head() instanceof Term.Var v
                && v.name().equals(root);
    }

    /// The name of a built-in is a variable to the parser.
    private Term asReference(Term value) {
        return value instanceof Term.Var v && functions.builtin(v.name()) != null
                ? new Term.Ref(v.location(), List.of(v))
                : value;
    }

    private Term.@Nullable Ref functionReference(Term target) {
        Term reference = asReference(target);
        return reference instanceof Term.Ref ref && functions.builtin(ref.toString()) != null
                ? ref
                : null;
    }

    /// Checks a target below `data`; answers whether the value is a function, which stays as it is.
    private boolean dataTarget(Term.Ref target, Term value) throws Refused {
        RuleTree node = tree;
        List<Term> parts = target.parts();
        for (Term step : parts.subList(1, Math.max(1, parts.size() - 1))) {
            RuleTree child = node.child(step);
            if (child == null) {
                node = null;
                break;
            }
            if (!child.definitions().isEmpty()) {
                throw new Refused(
                        RegoError.Code.COMPILE,
                        target,
                        "with keyword cannot partially replace virtual document(s)");
            }
            node = child;
        }
        RuleTree last = node == null || parts.size() < 2 ? null : node.child(parts.getLast());
        if (last != null && isFunction(last) && namesFunction(value)) {
            return true;
        }
        return value instanceof Term.Ref ref && isFunction(tree.find(ref));
    }

    private static boolean isFunction(@Nullable RuleTree node) {
        return node != null && node.definitions().stream().anyMatch(d -> d.head().isFunction());
    }

    private boolean namesFunction(Term value) {
        return value instanceof Term.Ref ref
                && (tree.find(ref) != null || functions.builtin(ref.toString()) != null);
    }

    private void checkBuiltinTarget(Term.Ref target) throws Refused {
        String name = target.toString();
        Declaration builtin = functions.builtin(name);
        String prefix = "with keyword replacing built-in function: ";
        if (name.equals("eq") || name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule")) {
            throw new Refused(
                    RegoError.Code.COMPILE, target, prefix + "replacement of \"" + name + "\" invalid");
        }
        if (name.startsWith("internal.")) {
            throw new Refused(
                    RegoError.Code.COMPILE,
                    target,
                    prefix + "replacement of internal function \"" + name + "\" invalid");
        }
        if (builtin != null && builtin.isRelation()) {
            throw new Refused(
                    RegoError.Code.COMPILE, target, prefix + "target must not be a relation");
        }
        if (builtin != null && builtin.type().result() == null) {
            throw new Refused(
                    RegoError.Code.COMPILE, target, prefix + "target must not be a void function");
        }
    }
}
