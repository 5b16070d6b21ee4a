package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.GoQuote;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// `printf`: Go's format verbs for what templates compute with.
final class TemplateFormat {
    private static final int WIDEST = 1_000;

    private final String format;
    private final List<Datum> arguments;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int next = 1;
    private String flags = "";
    private int width = -1;
    private int precision = -1;
    private boolean reordered;

    private TemplateFormat(List<Datum> arguments) throws TemplateFunctions.Failure {
        if (!(arguments.getFirst() instanceof Datum.Of(StringValue first))) {
            throw new TemplateFunctions.Failure("wrong type for value; expected string; got " + TemplateFunctions.type(arguments.getFirst()));
        }
        this.format = first.text();
        this.arguments = arguments;
    }

    static String format(List<Datum> arguments) throws TemplateFunctions.Failure {
        return new TemplateFormat(arguments).run();
    }

    private String run() throws TemplateFunctions.Failure {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                text.append(format, at, format.length());
                break;
            }
            text.append(format, at, percent);
            at = percent + 1;
            directive();
        }
        if (next < arguments.size() && !reordered) {
            text.append("%!(EXTRA ");
            for (int index = next; index < arguments.size(); index++) {
                text.append(index > next ? ", " : "").append(TemplateFunctions.type(arguments.get(index))).append('=')
                        .append(Printing.text(arguments.get(index)));
            }
            text.append(')');
        }
        return text.toString();
    }

    private void directive() throws TemplateFunctions.Failure {
        int from = at;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        flags = format.substring(from, at);
        selectArgument();
        width = number();
        precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        selectArgument();
        if (width > WIDEST || precision > WIDEST) {
            throw new TemplateFunctions.Failure("error calling printf: width of more than " + WIDEST);
        }
        if (at >= format.length()) {
            text.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            text.append('%');
        } else if (next >= arguments.size()) {
            text.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            pad(converted(verb, arguments.get(next++)));
        }
    }

    /// Reads `[2]`, which says which argument comes next.
    private void selectArgument() {
        int close = format.indexOf(']', at);
        if (at < format.length() && format.charAt(at) == '[' && close > at && format.substring(at + 1, close).matches("[1-9][0-9]{0,5}")) {
            next = Integer.parseInt(format.substring(at + 1, close));
            reordered = true;
            at = close + 1;
        }
    }

    private int number() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            return next < arguments.size() && arguments.get(next) instanceof Datum.Whole(long value) && value >= 0 && value <= WIDEST
                    ? take((int) value)
                    : -1;
        }
        int from = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        return at == from ? -1 : Integer.parseInt(format.substring(from, Math.min(at, from + 8)));
    }

    private int take(int value) {
        next++;
        return value;
    }

    private void pad(String converted) {
        int missing = width - converted.codePointCount(0, converted.length());
        if (missing <= 0) {
            text.append(converted);
        } else if (flags.contains("-")) {
            text.append(converted).append(" ".repeat(missing));
        } else if (flags.contains("0")) {
            boolean signed = converted.startsWith("-") || converted.startsWith("+");
            text.append(signed ? converted.substring(0, 1) : "").append("0".repeat(missing)).append(signed ? converted.substring(1) : converted);
        } else {
            text.append(" ".repeat(missing)).append(converted);
        }
    }

    private String converted(int verb, Datum datum) {
        String plain = Printing.text(datum);
        if (verb == 'v') {
            return plain;
        }
        if (verb == 'T') {
            return TemplateFunctions.type(datum);
        }
        return switch (datum) {
            case Datum.Whole(long value) when "dxXobcqU".indexOf(verb) >= 0 -> whole(verb, value);
            case Datum.Floating(double value) when "eEfFgG".indexOf(verb) >= 0 -> floating(verb, value);
            case Datum.Of(BooleanValue _) when verb == 't' -> plain;
            case Datum.Of(StringValue _), Datum.Of(NumberValue _) when "sqxX".indexOf(verb) >= 0 -> string(verb, plain);
            case Datum.Of(Value value) when verb == 's' && value.size() > 0 -> plain;
            default -> "%!" + Character.toString(verb) + "("
                    + (datum.isNothing() ? "<nil>" : TemplateFunctions.type(datum) + "=" + plain) + ")";
        };
    }

    private String whole(int verb, long value) {
        String digits = switch (verb) {
            case 'x' -> Long.toString(value, 16);
            case 'X' -> Long.toString(value, 16).toUpperCase(Locale.ROOT);
            case 'o' -> Long.toString(value, 8);
            case 'b' -> Long.toString(value, 2);
            case 'c' -> Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "\ufffd";
            case 'q' -> "'" + (Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "\ufffd") + "'";
            case 'U' -> String.format(Locale.ROOT, "U+%04X", value);
            default -> Long.toString(value);
        };
        return "dxXob".indexOf(verb) >= 0 && value >= 0 ? sign() + digits : digits;
    }

    /// What stands before a number that is not negative.
    private String sign() {
        return flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    }

    private String floating(int verb, double value) {
        int digits = precision < 0 ? 6 : precision;
        String converted = switch (verb) {
            case 'f', 'F' -> new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case 'e', 'E' -> String.format(Locale.ROOT, "%." + digits + (char) verb, value);
            default -> Printing.floating(precision < 0
                    ? value
                    : new BigDecimal(value).round(new java.math.MathContext(Math.max(1, precision))).doubleValue());
        };
        return value >= 0 ? sign() + converted : converted;
    }

    private String string(int verb, String plain) {
        String cut = precision >= 0 && precision < plain.codePointCount(0, plain.length())
                ? plain.substring(0, plain.offsetByCodePoints(0, precision))
                : plain;
        return switch (verb) {
            case 'q' -> {
                var quoted = new StringBuilder();
                GoQuote.append(quoted, cut);
                yield quoted.toString();
            }
            case 'x' -> HexFormat.of().formatHex(Utf8.encode(cut));
            case 'X' -> HexFormat.of().withUpperCase().formatHex(Utf8.encode(cut));
            default -> cut;
        };
    }
}
