package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.function.IntPredicate;

/// Functions that take something off a string's ends.
final class Trimming {
    private Trimming() {}

    static void register(Builtins.Table table) {
        table.add("trim", (context, arguments) -> trim(arguments, among(Operands.string(arguments, 1)), true, true));
        table.add("trim_left", (context, arguments) -> trim(arguments, among(Operands.string(arguments, 1)), true, false));
        table.add("trim_right", (context, arguments) -> trim(arguments, among(Operands.string(arguments, 1)), false, true));
        table.add("trim_space", (context, arguments) -> trim(arguments, Trimming::isGoSpace, true, true));
        table.add("trim_prefix", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            String prefix = Operands.string(arguments, 1);
            return text.startsWith(prefix) ? StringValue.of(text.substring(prefix.length())) : arguments[0];
        });
        table.add("trim_suffix", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            String suffix = Operands.string(arguments, 1);
            return text.endsWith(suffix) ? StringValue.of(text.substring(0, text.length() - suffix.length())) : arguments[0];
        });
    }

    private static IntPredicate among(String characters) {
        return codePoint -> characters.indexOf(codePoint) >= 0;
    }

    /// Unicode's property White_Space.
    static boolean isGoSpace(int codePoint) {
        return (codePoint >= 0x09 && codePoint <= 0x0d) || codePoint == 0x85
                || (codePoint >= 0x20 && Character.isSpaceChar(codePoint));
    }

    private static Value trim(Value[] arguments, IntPredicate trimmed, boolean left, boolean right) {
        String text = Operands.string(arguments, 0);
        int start = 0;
        int end = text.length();
        while (left && start < end && trimmed.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && trimmed.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return start == 0 && end == text.length() ? arguments[0] : StringValue.of(text.substring(start, end));
    }
}
