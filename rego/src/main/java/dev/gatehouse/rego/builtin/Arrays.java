package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.Value;

/// Functions of arrays.
final class Arrays {
    private Arrays() {}

    static void register(Builtins.Table table) {
        table.add("array.concat", (context, arguments) -> {
            ArrayValue left = Operands.array(arguments, 0);
            ArrayValue right = Operands.array(arguments, 1);
            context.checkElements((long) left.size() + right.size());
            return left.concat(right);
        });
        table.add("array.flatten", (context, arguments) -> flatten(context, Operands.array(arguments, 0)));
        table.add("array.reverse", (context, arguments) -> reverse(context, Operands.array(arguments, 0)));
        table.add("array.slice", (context, arguments) -> {
            ArrayValue array = Operands.array(arguments, 0);
            long from = Operands.integer(arguments, 1);
            int to = (int) Math.clamp(Operands.integer(arguments, 2), 0, array.size());
            return array.slice((int) Math.clamp(from, 0, to), to);
        });
    }

    private static Value flatten(BuiltinContext context, ArrayValue array) {
        long size = 0;
        for (Value element : array) {
            size += element instanceof ArrayValue inner ? inner.size() : 1;
        }
        context.checkElements(size);
        var flat = ArrayValue.builder((int) size);
        for (Value element : array) {
            if (element instanceof ArrayValue inner) {
                inner.forEach(flat::add);
            } else {
                flat.add(element);
            }
        }
        return flat.build();
    }

    private static Value reverse(BuiltinContext context, ArrayValue array) {
        context.checkElements(array.size());
        var reversed = ArrayValue.builder(array.size());
        for (int index = array.size() - 1; index >= 0; index--) {
            reversed.add(array.get(index));
        }
        return reversed.build();
    }
}
