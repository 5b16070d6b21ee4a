package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.function.Consumer;

/// What a policy says to its author: `print`, `trace`, template strings.
///
/// A compiler rewrites `print(x, y)` to `internal.print([{x' | x' = x}, {y' | y' = y}])`, so that an undefined argument is an empty set.
final class Messages {
    private Messages() {}

    static void register(Builtins.Table table) {
        table.add("print", (context, arguments) -> {
            print(context, ArrayValue.of(arguments));
            return BooleanValue.TRUE;
        });
        table.add("internal.print", (context, arguments) -> {
            print(context, Operands.array(arguments, 0));
            return BooleanValue.TRUE;
        });
        table.add("internal.template_string", (context, arguments) -> template(context, Operands.array(arguments, 0)));
        table.add("internal.test_case", (context, arguments) -> BooleanValue.TRUE);
        table.add("trace", (context, arguments) -> {
            context.console().trace(Operands.string(arguments, 0));
            return BooleanValue.TRUE;
        });
    }

    private static void print(BuiltinContext context, ArrayValue operands) {
        combine(context, operands, " ", context.console()::print);
    }

    private static Value template(BuiltinContext context, ArrayValue operands) {
        var text = new String[1];
        combine(context, operands, "", line -> {
            if (text[0] != null) {
                throw BuiltinError.failure("template-strings must not produce multiple outputs");
            }
            text[0] = line;
        });
        return StringValue.of(text[0]);
    }

    /// Makes one line for every combination of the operands' values.
    private static void combine(BuiltinContext context, ArrayValue operands, String separator, Consumer<String> lines) {
        for (Value operand : operands) {
            if (operand.size() == 0 && !(operand instanceof SetValue)) {
                continue;
            }
            if (!(operand instanceof SetValue)) {
                throw BuiltinError.halt("illegal argument type: " + operand.kind().typeName());
            }
        }
        int[] chosen = new int[operands.size()];
        boolean more = true;
        while (more) {
            var line = new StringBuilder();
            for (int index = 0; index < operands.size(); index++) {
                line.append(index > 0 ? separator : "");
                append(line, operands.get(index), chosen[index]);
                if (line.length() > context.limits().characters()) {
                    throw BuiltinError.failure("result of more than " + context.limits().characters() + " characters");
                }
            }
            context.checkCharacters(line.length());
            lines.accept(line.toString());
            more = advance(operands, chosen);
        }
    }

    private static void append(StringBuilder line, Value operand, int choice) {
        Value value = operand;
        if (operand instanceof SetValue set) {
            if (set.size() == 0) {
                line.append("<undefined>");
                return;
            }
            value = set.element(choice);
        }
        if (value instanceof StringValue string) {
            line.append(string.text());
        } else {
            value.appendTo(line);
        }
    }

    /// Goes to the next combination, the last operand first; false after the last one.
    private static boolean advance(ArrayValue operands, int[] chosen) {
        for (int index = chosen.length - 1; index >= 0; index--) {
            if (operands.get(index) instanceof SetValue set && chosen[index] + 1 < set.size()) {
                chosen[index]++;
                return true;
            }
            chosen[index] = 0;
        }
        return false;
    }
}
