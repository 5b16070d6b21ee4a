package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Go's `fmt.Sprintf` for the four types of argument that OPA hands it: `Long` (Go's int), `BigInteger` (*big.Int), `Double` (float64)
/// and `String`.
final class GoFormat {
    // Go takes no larger width or precision.
    private static final int MAXIMUM_NUMBER = 1_000_000;

    private final BuiltinContext context;
    private final String format;
    private final List<Object> arguments;
    private final StringBuilder output = new StringBuilder();
    private GoVerb verb = new GoVerb();
    private int at;
    private int argument;
    private boolean reordered;
    private boolean goodArgument;
    private boolean afterIndex;

    private GoFormat(BuiltinContext context, String format, List<Object> arguments) {
        this.context = context;
        this.format = format;
        this.arguments = arguments;
    }

    static String sprintf(BuiltinContext context, String format, List<Object> arguments) {
        var formatter = new GoFormat(context, format, arguments);
        formatter.run();
        return formatter.output.toString();
    }

    private void run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                output.append(format, at, format.length());
                break;
            }
            output.append(format, at, percent);
            at = percent + 1;
            directive();
            if (output.length() > context.limits().characters()) {
                throw BuiltinError.failure("result of more than " + context.limits().characters() + " characters");
            }
        }
        if (!reordered && argument < arguments.size()) {
            extraArguments();
        }
        context.checkCharacters(output.length());
    }

    private void directive() {
        verb = new GoVerb();
        goodArgument = true;
        afterIndex = false;
        flags();
        argumentIndex();
        width();
        precision();
        if (!afterIndex) {
            argumentIndex();
        }
        if (at >= format.length()) {
            output.append("%!(NOVERB)");
            return;
        }
        int letter = format.codePointAt(at);
        at += Character.charCount(letter);
        if (letter == '%') {
            output.append('%');
        } else if (!goodArgument) {
            output.append("%!").appendCodePoint(letter).append("(BADINDEX)");
        } else if (argument >= arguments.size()) {
            output.append("%!").appendCodePoint(letter).append("(MISSING)");
        } else {
            verb.printDirective(output, arguments.get(argument++), letter);
        }
    }

    private void flags() {
        while (at < format.length()) {
            switch (format.charAt(at)) {
                case '#' -> verb.sharp = true;
                case '0' -> verb.zero = true;
                case '+' -> verb.plus = true;
                case '-' -> verb.minus = true;
                case ' ' -> verb.space = true;
                default -> {
                    return;
                }
            }
            at++;
        }
    }

    private void width() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer width = numberArgument();
            if (width == null) {
                output.append("%!(BADWIDTH)");
            } else {
                verb.hasWidth = true;
                verb.width = Math.abs(width);
                if (width < 0) {
                    verb.minus = true;
                    verb.zero = false;
                }
            }
            afterIndex = false;
        } else {
            int number = number();
            if (number >= 0) {
                verb.hasWidth = true;
                verb.width = number;
                goodArgument &= !afterIndex;
            }
        }
    }

    private void precision() {
        if (at >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        goodArgument &= !afterIndex;
        argumentIndex();
        verb.hasPrecision = true;
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer precision = numberArgument();
            if (precision == null || precision < 0) {
                verb.hasPrecision = false;
                output.append("%!(BADPREC)");
            } else {
                verb.precision = precision;
            }
            afterIndex = false;
        } else {
            verb.precision = Math.max(number(), 0);
        }
    }

    /// Reads a number; -1 if there is none. One that is too large swallows the rest of the format, as in Go.
    private int number() {
        int start = at;
        int number = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            if (number > MAXIMUM_NUMBER) {
                at = format.length();
                return -1;
            }
            number = number * 10 + format.charAt(at) - '0';
            at++;
        }
        return at == start ? -1 : number;
    }

    /// The next argument as a width or a precision; null if it cannot be one.
    private @Nullable Integer numberArgument() {
        if (argument >= arguments.size()) {
            return null;
        }
        Object value = arguments.get(argument++);
        return value instanceof Long number && Math.abs(number) <= MAXIMUM_NUMBER ? number.intValue() : null;
    }

    /// Reads `[n]`, which chooses the argument that is next.
    private void argumentIndex() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0 || format.length() - at < 3) {
            goodArgument = false;
            at++;
            return;
        }
        at++;
        int index = number();
        boolean valid = index >= 0 && at == close;
        at = close + 1;
        afterIndex = valid;
        if (valid && index >= 1 && index <= arguments.size()) {
            argument = index - 1;
        } else {
            goodArgument = false;
        }
    }

    private void extraArguments() {
        output.append("%!(EXTRA ");
        for (int index = argument; index < arguments.size(); index++) {
            Object value = arguments.get(index);
            output.append(index > argument ? ", " : "").append(typeName(value)).append('=');
            new GoVerb().print(output, value, 'v');
        }
        output.append(')');
    }

    static String typeName(Object value) {
        return switch (value) {
            case Long _ -> "int";
            case BigInteger _ -> "*big.Int";
            case Double _ -> "float64";
            default -> "string";
        };
    }
}
