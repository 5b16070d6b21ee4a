package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;

/// Functions of sets; their difference is [Arithmetic]'s `minus`.
final class Sets {
    private Sets() {}

    static void register(Builtins.Table table) {
        table.add("and", (context, arguments) -> {
            SetValue left = Operands.set(arguments, 0);
            SetValue right = Operands.set(arguments, 1);
            context.checkElements(Math.min(left.size(), right.size()));
            return left.intersection(right);
        });
        table.add("or", (context, arguments) -> {
            SetValue left = Operands.set(arguments, 0);
            SetValue right = Operands.set(arguments, 1);
            context.checkElements((long) left.size() + right.size());
            return left.union(right);
        });
        table.add("set_diff", (context, arguments) -> {
            SetValue left = Operands.set(arguments, 0);
            context.checkElements(left.size());
            return left.difference(Operands.set(arguments, 1));
        });
        table.add("intersection", (context, arguments) -> intersection(context, Operands.set(arguments, 0)));
        table.add("union", (context, arguments) -> union(context, Operands.set(arguments, 0)));
    }

    private static Value intersection(BuiltinContext context, SetValue sets) {
        SetValue result = null;
        for (Value each : sets) {
            SetValue set = Operands.set(each, 1);
            context.work(1 + Math.min(set.size(), result == null ? 0 : result.size()));
            result = result == null ? set : result.intersection(set);
        }
        return result == null ? SetValue.EMPTY : result;
    }

    private static Value union(BuiltinContext context, SetValue sets) {
        long size = 0;
        for (Value each : sets) {
            size += Operands.set(each, 1).size();
        }
        context.checkElements(size);
        var union = SetValue.builder((int) size);
        for (Value each : sets) {
            union.addAll(Operands.set(each, 1));
        }
        return union.build();
    }
}
