package dev.gatehouse.rego.builtin;

import com.google.re2j.Pattern;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;

/// Globs, translated to regular expressions: `?` and `*` stop at delimiters, `**` does not; `[abc]`, `[!a-c]` and `{a,b}`.
final class Globs {
    private final RegexCache cache = new RegexCache();

    void register(Builtins.Table table) {
        table.add("glob.match", (context, arguments) -> {
            String glob = Operands.string(arguments, 0);
            String delimiters = delimiters(arguments);
            String text = Operands.string(arguments, 2);
            context.read(glob);
            context.work(1 + (text.length() >> 2));
            return BooleanValue.of(cache.compile(new Translation(glob, delimiters).expression()).matcher(text).matches());
        });
        table.add("glob.quote_meta", (context, arguments) -> {
            var quoted = new StringBuilder();
            String text = Operands.string(arguments, 0);
            context.checkCharacters(2L * text.length());
            text.chars().forEach(unit -> quoted.append("*?\\[]{}".indexOf(unit) >= 0 ? "\\" : "").append((char) unit));
            return StringValue.of(quoted.toString());
        });
    }

    private static String delimiters(Value[] arguments) {
        return switch (arguments[1]) {
            case NullValue _ -> "";
            case ArrayValue array -> {
                var delimiters = new StringBuilder();
                for (Value element : array) {
                    if (!(element instanceof StringValue string)) {
                        throw BuiltinError.operandElement(2, array, element, "string");
                    }
                    String text = string.text();
                    if (text.codePointCount(0, text.length()) != 1) {
                        throw BuiltinError.operandElement(2, array, element, "rune");
                    }
                    delimiters.append(text);
                }
                yield array.size() == 0 ? "." : delimiters.toString();
            }
            default -> throw BuiltinError.operandType(2, arguments[1], "array", "null");
        };
    }

    /// Makes an expression of a glob.
    private static final class Translation {
        private final String glob;
        private final String other;
        private final StringBuilder expression = new StringBuilder("(?s)");
        private int at;
        private int depth;

        private Translation(String glob, String delimiters) {
            this.glob = glob;
            this.other = delimiters.isEmpty() ? "." : "[^" + quotedInClass(delimiters) + "]";
        }

        private static String quotedInClass(String characters) {
            var quoted = new StringBuilder();
            characters.codePoints().forEach(codePoint -> quoted.append(String.format("\\x{%x}", codePoint)));
            return quoted.toString();
        }

        private String expression() {
            while (at < glob.length()) {
                int character = glob.codePointAt(at);
                at += Character.charCount(character);
                switch (character) {
                    case '\\' -> literal(escaped());
                    case '?' -> expression.append(other);
                    case '*' -> {
                        if (glob.startsWith("*", at)) {
                            at++;
                            expression.append(".*");
                        } else {
                            expression.append(other).append('*');
                        }
                    }
                    case '[' -> characterClass();
                    case '{' -> {
                        depth++;
                        expression.append("(?:");
                    }
                    case '}' -> {
                        if (depth > 0) {
                            depth--;
                            expression.append(')');
                        } else {
                            literal(character);
                        }
                    }
                    case ',' -> {
                        if (depth > 0) {
                            expression.append('|');
                        } else {
                            literal(character);
                        }
                    }
                    default -> literal(character);
                }
            }
            // An alternative that is not closed ends with the glob.
            return expression.append(")".repeat(depth)).toString();
        }

        private void literal(int character) {
            expression.append(Pattern.quote(Character.toString(character)));
        }

        private int escaped() {
            if (at >= glob.length()) {
                return '\\';
            }
            int character = glob.codePointAt(at);
            at += Character.charCount(character);
            return character;
        }

        private BuiltinError unterminated() {
            return BuiltinError.failure("unexpected end of input");
        }

        private int next() {
            if (at >= glob.length()) {
                throw unterminated();
            }
            int character = glob.codePointAt(at);
            at += Character.charCount(character);
            return character;
        }

        /// One range, or a list of characters.
        private void characterClass() {
            boolean not = glob.startsWith("!", at);
            at += not ? 1 : 0;
            int first = next();
            expression.append(not ? "[^" : "[");
            if (glob.startsWith("-", at)) {
                at++;
                int last = next();
                if (next() != ']') {
                    throw BuiltinError.failure("expected close range character");
                }
                if (last < first) {
                    throw BuiltinError.failure("hi character '" + Character.toString(last) + "' should be greater than lo '"
                            + Character.toString(first) + "'");
                }
                expression.append(quotedInClass(Character.toString(first))).append('-')
                        .append(quotedInClass(Character.toString(last)));
            } else {
                while (first != ']') {
                    expression.append(quotedInClass(Character.toString(first == '\\' ? next() : first)));
                    first = next();
                }
            }
            expression.append(']');
        }
    }
}
