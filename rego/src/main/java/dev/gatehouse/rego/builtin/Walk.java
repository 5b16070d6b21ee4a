package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;

/// The relation `walk`: every value inside a value, with the path to it, parents first.
public final class Walk {
    /// Takes what is found.
    @FunctionalInterface
    public interface Visitor {
        /// Takes one value; says whether to go on.
        ///
        /// @param path the keys that lead to the value
        boolean visit(ArrayValue path, Value value);
    }

    private final BuiltinContext context;
    private final Visitor visitor;

    private Walk(BuiltinContext context, Visitor visitor) {
        this.context = context;
        this.visitor = visitor;
    }

    static void register(Builtins.Table table) {
        table.add("walk", (context, arguments) -> {
            var pairs = ArrayValue.builder();
            walk(context, arguments[0], (path, value) -> {
                context.checkElements(3L + path.size());
                if (pairs.size() >= context.limits().elements()) {
                    throw BuiltinError.failure("result of more than " + context.limits().elements() + " elements");
                }
                pairs.add(ArrayValue.of(path, value));
                return true;
            });
            return pairs.build();
        });
    }

    /// Walks over a value; says whether it was walked to the end.
    ///
    /// @throws BuiltinError if the value nests deeper than the context's limits allow
    public static boolean walk(BuiltinContext context, Value value, Visitor visitor) {
        return new Walk(context, visitor).walk(ArrayValue.EMPTY, value);
    }

    private boolean walk(ArrayValue path, Value value) {
        context.work(1 + (path.size() >> 2));
        if (path.size() > context.limits().depth()) {
            throw BuiltinError.failure("value nests deeper than " + context.limits().depth() + " levels");
        }
        if (!visitor.visit(path, value)) {
            return false;
        }
        switch (value) {
            case ArrayValue array -> {
                for (int index = 0; index < array.size(); index++) {
                    if (!walk(step(path, NumberValue.of(index)), array.get(index))) {
                        return false;
                    }
                }
            }
            case ObjectValue object -> {
                for (int rank = 0; rank < object.size(); rank++) {
                    if (!walk(step(path, object.key(rank)), object.value(rank))) {
                        return false;
                    }
                }
            }
            case SetValue set -> {
                for (Value element : set) {
                    if (!walk(step(path, element), element)) {
                        return false;
                    }
                }
            }
            default -> {
                // A scalar has nothing inside.
            }
        }
        return true;
    }

    private static ArrayValue step(ArrayValue path, Value key) {
        return path.concat(ArrayValue.of(key));
    }
}
