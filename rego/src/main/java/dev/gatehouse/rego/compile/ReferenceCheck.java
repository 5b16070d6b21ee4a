package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Transformation;
import dev.gatehouse.rego.syntax.Traversal;
import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.FunctionType;
import dev.gatehouse.rego.type.Type;
import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows references through what is known about types. Variables in their steps get the types of the keys.
final class ReferenceCheck {
    private final TypeEnvironment environment;
    private final Names names;
    private final List<RegoError> errors = new ArrayList<>();

    ReferenceCheck(TypeEnvironment environment, Names names) {
        this.environment = environment;
        this.names = names;
    }

    List<RegoError> check(Expr expr) {
        Traversal[] traversal = new Traversal[1];
        traversal[0] = new Traversal(node -> visit(node, traversal));
        traversal[0].expr(expr);
        return errors;
    }

    private boolean visit(Object node, Traversal[] traversal) {
        switch (node) {
            case Term.Comprehension ignored -> {
                return true;
            }
            case Expr expr when expr.clause() instanceof Expr.Clause.Call call -> {
                traversal[0].terms(call.arguments());
                return true;
            }
            case Expr expr when expr.clause() instanceof Expr.Clause.Value(Term term) -> {
                traversal[0].term(term);
                return true;
            }
            case Term.Ref ref -> {
                if (environment.reference(ref.parts()) instanceof FunctionType) {
                    error(ref, "function " + calledAs(ref) + " used as reference, not called");
                    return true;
                }
                if (!follow(environment, environment.tree(), ref.parts(), 0)) {
                    error(ref, "undefined ref: " + original(ref));
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }

    private void error(Term.Ref ref, String message) {
        errors.add(new RegoError(RegoError.Code.TYPE, ref.head().location(), message));
    }

    private static String calledAs(Term.Ref ref) {
        List<Term> parts = ref.parts();
        return parts.getLast() instanceof Term.Var v && v.isGenerated() && parts.size() > 1
                ? new Term.Ref(ref.location(), parts.subList(0, parts.size() - 1)).toString()
                : ref.toString();
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

    /// Follows a reference from a node on; answers whether it can lead to something.
    private boolean follow(
            TypeEnvironment current, TypeEnvironment.Node node, List<Term> ref, int index) {
        if (index == ref.size()) {
            return true;
        }
        Term step = ref.get(index);
        if (index == 1 || index == 2) {
            boolean plain = step instanceof Term.Var
                    || (step instanceof Term.Scalar s && s.value() instanceof StringValue);
            if (!plain) {
                return false;
            }
        }
        if (step instanceof Term.Var v && index != 0) {
            Type keys = TypeEnvironment.extent(node).keys();
            Type known = environment.of(v);
            if (known == null) {
                environment.put(v, keys);
            } else if (!TypeUnification.unifies(keys, known)) {
                return false;
            }
        }
        TypeEnvironment.Node child = node.child(step);
        if (child == null) {
            return followElsewhere(current, node, ref, index);
        }
        return child.type() != null
                ? followType(child.type(), ref, index + 1)
                : follow(current, child, ref, index + 1);
    }

    private boolean followElsewhere(
            TypeEnvironment current, TypeEnvironment.Node node, List<Term> ref, int index) {
        TypeEnvironment outer = current.outer();
        if (outer != null) {
            return follow(outer, outer.tree(), ref, 0);
        }
        boolean root = ref.getFirst() instanceof Term.Var v && Variables.RESERVED.contains(v.name());
        if (!root) {
            return followType(AnyType.ANY, ref, 0);
        }
        if (index == 0) {
            return followType(AnyType.ANY, ref, 1);
        }
        // Base documents may have anything; the variables still get types.
        node.children().values().forEach(c -> follow(current, c, ref, index + 1));
        return true;
    }

    private boolean followType(@Nullable Type start, List<Term> ref, int from) {
        Type type = start;
        for (int i = from; i < ref.size(); i++) {
            Term step = ref.get(i);
            if (type == null) {
                return false;
            }
            Type keys = type.keys();
            if (keys == null) {
                return false;
            }
            switch (step) {
                case Term.Scalar s -> {
                    type = type.select(s.value());
                    if (type == null) {
                        return false;
                    }
                    continue;
                }
                case Term.Var v -> {
                    Type known = environment.of(v);
                    if (known == null) {
                        environment.put(v, keys);
                    } else if (!TypeUnification.unifies(known, keys)) {
                        return false;
                    }
                }
                case Term.Ref inner -> {
                    Type known = environment.reference(inner.parts());
                    if (known != null && !TypeUnification.unifies(known, keys)) {
                        return false;
                    }
                }
                default -> {
                    if (!new TypeUnification(environment).unify(step, keys, false)) {
                        return false;
                    }
                }
            }
            type = type.values();
        }
        return true;
    }
}
