package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BigFloat;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Functions of all elements of a collection.
final class Aggregates {
    private Aggregates() {}

    static void register(Builtins.Table table) {
        table.add("count", (context, arguments) -> count(arguments[0]));
        table.add("sum", (context, arguments) -> sum(context, arguments[0]));
        table.add("product", (context, arguments) -> fold(context, arguments[0], BigFloat.of(1), BigFloat::multiply));
        table.add("max", (context, arguments) -> max(context, arguments[0]));
        table.add("min", (context, arguments) -> min(context, arguments[0]));
        table.add("sort", (context, arguments) -> sort(context, arguments[0]));
        table.add("all", (context, arguments) -> all(arguments[0]));
        table.add("any", (context, arguments) -> any(arguments[0]));
    }

    private static Value count(Value collection) {
        return switch (collection) {
            case ArrayValue array -> NumberValue.of(array.size());
            case ObjectValue object -> NumberValue.of(object.size());
            case SetValue set -> NumberValue.of(set.size());
            case StringValue string -> NumberValue.of(string.text().codePointCount(0, string.text().length()));
            default -> throw BuiltinError.operandType(1, collection, "array", "object", "set", "string");
        };
    }

    private static Value sum(BuiltinContext context, Value collection) {
        long sum = 0;
        for (Value element : Operands.elements(collection, 1, "set", "array")) {
            if (!(element instanceof NumberValue number) || !number.isLong()) {
                return fold(context, collection, BigFloat.of(0), BigFloat::add);
            }
            long addend = number.longValue();
            long next = sum + addend;
            if (((sum ^ next) & (addend ^ next)) < 0) {
                return fold(context, collection, BigFloat.of(0), BigFloat::add);
            }
            sum = next;
        }
        context.work(collection.size());
        return NumberValue.of(sum);
    }

    private static Value fold(BuiltinContext context, Value collection, BigFloat neutral, BinaryOperator<BigFloat> operation) {
        BigFloat result = neutral;
        for (Value element : Operands.elements(collection, 1, "set", "array")) {
            context.work(2);
            if (!(element instanceof NumberValue number)) {
                throw BuiltinError.operandElement(1, collection, element, "number");
            }
            result = operation.apply(result, number.floatValue());
        }
        BigFloat total = result;
        return Arithmetic.guarded(total::toNumber);
    }

    private static @Nullable Value max(BuiltinContext context, Value collection) {
        if (collection instanceof SetValue set) {
            return set.size() == 0 ? null : set.element(set.size() - 1);
        }
        Value greatest = null;
        for (Value element : Operands.elements(collection, 1, "set", "array")) {
            context.work(1);
            if (greatest == null || greatest.compareTo(element) <= 0) {
                greatest = element;
            }
        }
        return greatest;
    }

    private static @Nullable Value min(BuiltinContext context, Value collection) {
        if (collection instanceof SetValue set && set.size() > 0) {
            // OPA's minimum of a set skips null, unless there is nothing else.
            Value least = set.element(0);
            return least.kind() == Value.Kind.NULL && set.size() > 1 ? set.element(1) : least;
        }
        Value least = null;
        for (Value element : Operands.elements(collection, 1, "set", "array")) {
            context.work(1);
            if (least == null || least.compareTo(element) >= 0) {
                least = element;
            }
        }
        return least;
    }

    private static Value sort(BuiltinContext context, Value collection) {
        context.checkElements(collection.size());
        return switch (collection) {
            case ArrayValue array -> array.sorted();
            case SetValue set -> set.sorted();
            default -> throw BuiltinError.operandType(1, collection, "set", "array");
        };
    }

    private static Value all(Value collection) {
        for (Value element : Operands.elements(collection, 1, "array", "set")) {
            if (element != BooleanValue.TRUE) {
                return BooleanValue.FALSE;
            }
        }
        return BooleanValue.TRUE;
    }

    private static Value any(Value collection) {
        for (Value element : Operands.elements(collection, 1, "array", "set")) {
            if (element == BooleanValue.TRUE) {
                return BooleanValue.TRUE;
            }
        }
        return BooleanValue.FALSE;
    }
}
