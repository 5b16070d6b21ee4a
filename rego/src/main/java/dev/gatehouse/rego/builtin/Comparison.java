package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;

/// Comparison and membership. `eq` and `assign` are here for a checker's sake; evaluators bind variables instead of calling them.
final class Comparison {
    private Comparison() {}

    static void register(Builtins.Table table) {
        table.add("eq", (context, arguments) -> BooleanValue.of(arguments[0].equals(arguments[1])));
        table.add("assign", (context, arguments) -> BooleanValue.of(arguments[0].equals(arguments[1])));
        table.add("equal", (context, arguments) -> BooleanValue.of(arguments[0].equals(arguments[1])));
        table.add("neq", (context, arguments) -> BooleanValue.of(!arguments[0].equals(arguments[1])));
        table.add("lt", (context, arguments) -> BooleanValue.of(arguments[0].compareTo(arguments[1]) < 0));
        table.add("lte", (context, arguments) -> BooleanValue.of(arguments[0].compareTo(arguments[1]) <= 0));
        table.add("gt", (context, arguments) -> BooleanValue.of(arguments[0].compareTo(arguments[1]) > 0));
        table.add("gte", (context, arguments) -> BooleanValue.of(arguments[0].compareTo(arguments[1]) >= 0));
        table.add("internal.member_2", (context, arguments) -> BooleanValue.of(isMember(context, arguments[0], arguments[1])));
        table.add("internal.member_3", (context, arguments) -> BooleanValue.of(arguments[1].equals(arguments[2].get(arguments[0]))
                && !(arguments[2] instanceof SetValue)));
    }

    private static boolean isMember(BuiltinContext context, Value value, Value collection) {
        switch (collection) {
            case SetValue set -> {
                return set.contains(value);
            }
            case ArrayValue array -> {
                context.work(1 + (array.size() >> 3));
                for (int index = 0; index < array.size(); index++) {
                    if (array.get(index).equals(value)) {
                        return true;
                    }
                }
                return false;
            }
            case ObjectValue object -> {
                context.work(1 + (object.size() >> 3));
                for (int rank = 0; rank < object.size(); rank++) {
                    if (object.value(rank).equals(value)) {
                        return true;
                    }
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }
}
