package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/// Functions of strings. Positions and lengths count code points.
final class Strings {
    private Strings() {}

    static void register(Builtins.Table table) {
        table.add("concat", (context, arguments) -> concat(context, arguments));
        table.add("contains", (context, arguments) -> test(context, arguments, String::contains));
        table.add("startswith", (context, arguments) -> test(context, arguments, String::startsWith));
        table.add("endswith", (context, arguments) -> test(context, arguments, String::endsWith));
        table.add("format_int",
                (context, arguments) -> formatInteger(Operands.number(arguments, 0), Operands.number(arguments, 1)));
        table.add("indexof",
                (context, arguments) -> indexOf(context, Operands.string(arguments, 0), Operands.string(arguments, 1)));
        table.add("indexof_n",
                (context, arguments) -> indexesOf(context, Operands.string(arguments, 0), Operands.string(arguments, 1)));
        table.add("lower", (context, arguments) -> mapped(context, arguments, Character::toLowerCase));
        table.add("upper", (context, arguments) -> mapped(context, arguments, Character::toUpperCase));
        table.add("split", (context, arguments) -> split(context, Operands.string(arguments, 0), Operands.string(arguments, 1)));
        table.add("sprintf",
                (context, arguments) -> sprintf(context, Operands.string(arguments, 0), Operands.array(arguments, 1)));
        table.add("substring", (context, arguments) -> substring(context, arguments));
        table.add("strings.reverse", (context, arguments) -> {
            String text = Operands.string(arguments, 0);
            context.checkCharacters(text.length());
            return StringValue.of(new StringBuilder(text).reverse().toString());
        });
        table.add("strings.count",
                (context, arguments) -> count(context, Operands.string(arguments, 0), Operands.string(arguments, 1)));
        table.add("strings.any_prefix_match", (context, arguments) -> anyPrefix(context, arguments, false));
        table.add("strings.any_suffix_match", (context, arguments) -> anyPrefix(context, arguments, true));
    }

    private interface Question {
        boolean holds(String text, String part);
    }

    private static Value test(BuiltinContext context, Value[] arguments, Question question) {
        String text = Operands.string(arguments, 0);
        String part = Operands.string(arguments, 1);
        context.read(text);
        return BooleanValue.of(question.holds(text, part));
    }

    private static Value concat(BuiltinContext context, Value[] arguments) {
        String separator = Operands.string(arguments, 0);
        if (!(arguments[1] instanceof ArrayValue) && !(arguments[1] instanceof SetValue)) {
            throw BuiltinError.operandType(2, arguments[1], "set", "array");
        }
        List<String> parts = Operands.strings(arguments, 1);
        long size = (long) separator.length() * Math.max(0, parts.size() - 1);
        for (String part : parts) {
            size += part.length();
        }
        context.checkCharacters(size);
        return StringValue.of(String.join(separator, parts));
    }

    private static Value formatInteger(NumberValue number, NumberValue base) {
        int radix = switch (base.text()) {
            case "2" -> 2;
            case "8" -> 8;
            case "10" -> 10;
            case "16" -> 16;
            default -> throw BuiltinError.operand(2, "must be one of {2, 8, 10, 16}");
        };
        if (number.isLong()) {
            return StringValue.of(Long.toString(number.longValue(), radix));
        }
        return StringValue.of(Arithmetic.guarded(() -> number.floatValue().truncate().toString(radix)));
    }

    private static void checkSearch(String search) {
        if (search.isEmpty()) {
            throw BuiltinError.failure("empty search character");
        }
    }

    private static Value indexOf(BuiltinContext context, String text, String search) {
        checkSearch(search);
        context.read(text);
        int index = text.indexOf(search);
        return NumberValue.of(index < 0 ? -1 : text.codePointCount(0, index));
    }

    private static Value indexesOf(BuiltinContext context, String text, String search) {
        checkSearch(search);
        context.read(text);
        var indexes = ArrayValue.builder();
        int counted = 0;
        int position = 0;
        for (int index = text.indexOf(search); index >= 0; index = text.indexOf(search, index + 1)) {
            context.work(1);
            position += text.codePointCount(counted, index);
            counted = index;
            indexes.add(NumberValue.of(position));
        }
        return indexes.build();
    }

    private static Value mapped(BuiltinContext context, Value[] arguments, IntUnaryOperator mapping) {
        String text = Operands.string(arguments, 0);
        context.checkCharacters(text.length());
        var mapped = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
        return mapped.compareTo(new StringBuilder(text)) == 0 ? arguments[0] : StringValue.of(mapped.toString());
    }

    private static Value split(BuiltinContext context, String text, String delimiter) {
        context.read(text);
        var parts = ArrayValue.builder();
        if (delimiter.isEmpty()) {
            text.codePoints().forEach(codePoint -> parts.add(StringValue.of(Character.toString(codePoint))));
            return parts.build();
        }
        int start = 0;
        for (int index = text.indexOf(delimiter); index >= 0; index = text.indexOf(delimiter, start)) {
            context.work(1);
            parts.add(StringValue.of(text.substring(start, index)));
            start = index + delimiter.length();
        }
        return parts.add(StringValue.of(text.substring(start))).build();
    }

    private static Value sprintf(BuiltinContext context, String format, ArrayValue values) {
        var arguments = new ArrayList<Object>(values.size());
        for (Value value : values) {
            arguments.add(switch (value) {
                case NumberValue number -> goNumber(number);
                case StringValue string -> string.text();
                default -> value.toString();
            });
        }
        return StringValue.of(GoFormat.sprintf(context, format, arguments));
    }

    private static Object goNumber(NumberValue number) {
        if (number.isLong()) {
            return number.longValue();
        }
        String text = number.text();
        if (text.matches("[+-]?[0-9]+")) {
            return new BigInteger(text);
        }
        double value = number.doubleValue();
        return Double.isInfinite(value) ? text : (Object) value;
    }

    private static Value substring(BuiltinContext context, Value[] arguments) {
        String text = Operands.string(arguments, 0);
        long start = Operands.integer(arguments, 1);
        long length = Operands.integer(arguments, 2);
        if (start < 0) {
            throw BuiltinError.failure("negative offset");
        }
        context.read(text);
        long count = text.codePointCount(0, text.length());
        if (start >= count) {
            return StringValue.EMPTY;
        }
        long end = length < 0 || length > count - start ? count : start + length;
        int from = text.offsetByCodePoints(0, (int) start);
        return StringValue.of(text.substring(from, text.offsetByCodePoints(from, (int) (end - start))));
    }

    private static Value count(BuiltinContext context, String text, String part) {
        context.read(text);
        if (part.isEmpty()) {
            return NumberValue.of(text.codePointCount(0, text.length()) + 1L);
        }
        long count = 0;
        for (int index = text.indexOf(part); index >= 0; index = text.indexOf(part, index + part.length())) {
            count++;
        }
        return NumberValue.of(count);
    }

    private static Value anyPrefix(BuiltinContext context, Value[] arguments, boolean fromEnd) {
        var texts = new TreeSet<String>();
        for (String text : stringOrStrings(arguments, 0)) {
            context.read(text);
            texts.add(fromEnd ? new StringBuilder(text).reverse().toString() : text);
        }
        for (String part : stringOrStrings(arguments, 1)) {
            context.read(part);
            String prefix = fromEnd ? new StringBuilder(part).reverse().toString() : part;
            // All texts with the prefix follow it immediately.
            String next = texts.ceiling(prefix);
            if (next != null && next.startsWith(prefix)) {
                return BooleanValue.TRUE;
            }
        }
        return BooleanValue.FALSE;
    }

    private static List<String> stringOrStrings(Value[] arguments, int index) {
        return switch (arguments[index]) {
            case StringValue string -> List.of(string.text());
            case ArrayValue _,SetValue _ -> Operands.strings(arguments, index);
            default -> throw BuiltinError.operandType(index + 1, arguments[index], "string", "set", "array");
        };
    }
}
