package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The functions that every template has. `and` and `or`, which do not look at all of their arguments, are the evaluator's.
final class TemplateFunctions {
    static final Set<String> NAMES = Set.of("and", "call", "html", "index", "slice", "js", "len", "not", "or",
            "print", "printf", "println", "urlquery", "eq", "ge", "gt", "le", "lt", "ne");

    private TemplateFunctions() {}

    /// A call failed.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message, null, false, false);
        }
    }

    private static Datum of(String text) {
        return new Datum.Of(StringValue.of(text));
    }

    private static Datum of(boolean truth) {
        return new Datum.Of(BooleanValue.of(truth));
    }

    static Datum call(String name, List<Datum> arguments) throws Failure {
        int count = arguments.size();
        return switch (name) {
            case "not" -> of(!isTrue(argument(name, arguments, 1, 0)));
            case "len" -> new Datum.Whole(length(argument(name, arguments, 1, 0)));
            case "index" -> index(least(name, arguments, 1));
            case "slice" -> slice(least(name, arguments, 1));
            case "print" -> of(print(arguments));
            case "println" -> of(String.join(" ", arguments.stream().map(Printing::text).toList()) + "\n");
            case "printf" -> of(TemplateFormat.format(least(name, arguments, 1)));
            case "html" -> of(html(joined(arguments)));
            case "js" -> of(js(joined(arguments)));
            case "urlquery" -> of(query(joined(arguments)));
            case "eq" -> of(isEqual(least(name, arguments, 1)));
            case "ne" -> of(!isEqual(exactly(name, arguments)));
            case "lt" -> of(compare(exactly(name, arguments)) < 0);
            case "le" -> of(compare(exactly(name, arguments)) <= 0);
            case "gt" -> of(compare(exactly(name, arguments)) > 0);
            case "ge" -> of(compare(exactly(name, arguments)) >= 0);
            default -> throw new Failure("error calling " + name + ": non-function with " + count + " arguments");
        };
    }

    private static Datum argument(String name, List<Datum> arguments, int wanted, int index) throws Failure {
        if (arguments.size() != wanted) {
            throw new Failure("wrong number of args for " + name + ": want " + wanted + " got " + arguments.size());
        }
        return arguments.get(index);
    }

    private static List<Datum> least(String name, List<Datum> arguments, int wanted) throws Failure {
        if (arguments.size() < wanted) {
            throw new Failure("wrong number of args for " + name + ": want at least " + wanted + " got " + arguments.size());
        }
        return arguments;
    }

    private static List<Datum> exactly(String name, List<Datum> arguments) throws Failure {
        argument(name, arguments, 2, 0);
        return arguments;
    }

    /// Whether a value counts as true: it is not empty, not zero, not nothing. A number of the policy is a text that is never empty.
    static boolean isTrue(Datum datum) {
        return switch (datum) {
            case Datum.Missing _ -> false;
            case Datum.Whole(long value) -> value != 0;
            case Datum.Floating(double value) -> value != 0;
            case Datum.Of(Value value) -> switch (value) {
                case BooleanValue truth -> truth.value();
                case StringValue text -> !text.text().isEmpty();
                case NumberValue _ -> true;
                case ArrayValue _, SetValue _, ObjectValue _ -> value.size() > 0;
                default -> false;
            };
        };
    }

    private static long length(Datum datum) throws Failure {
        if (datum instanceof Datum.Of(Value value)) {
            switch (value) {
                case StringValue text -> {
                    return Utf8.encode(text.text()).length;
                }
                case NumberValue number -> {
                    return number.text().length();
                }
                case ArrayValue _, SetValue _, ObjectValue _ -> {
                    return value.size();
                }
                default -> {
                    // No length.
                }
            }
        }
        throw new Failure("error calling len: len of " + (datum.isNothing() ? "nil pointer" : "type " + type(datum)));
    }

    static String type(Datum datum) {
        return switch (datum) {
            case Datum.Missing _ -> "nil";
            case Datum.Whole _ -> "int";
            case Datum.Floating _ -> "float64";
            case Datum.Of(Value value) -> switch (value) {
                case BooleanValue _ -> "bool";
                case StringValue _ -> "string";
                case NumberValue _ -> "json.Number";
                case ArrayValue _, SetValue _ -> "[]interface {}";
                case ObjectValue _ -> "map[string]interface {}";
                default -> "interface {}";
            };
        };
    }

    /// Elements of an array or of a set, which is an array here.
    static ArrayValue elements(Value value) {
        if (value instanceof ArrayValue array) {
            return array;
        }
        var elements = ArrayValue.builder();
        ((SetValue) value).forEach(elements::add);
        return elements.build();
    }

    private static int position(Datum index, int most, String calling) throws Failure {
        if (!(index instanceof Datum.Whole(long value))) {
            throw new Failure("error calling " + calling + ": cannot index slice/array with "
                    + (index.isNothing() ? "nil" : "type " + type(index)));
        }
        if (value < 0 || value > most) {
            throw new Failure("error calling " + calling + ": index out of range: " + value);
        }
        return (int) value;
    }

    private static Datum index(List<Datum> arguments) throws Failure {
        Datum item = arguments.getFirst();
        if (item.isNothing()) {
            throw new Failure("error calling index: index of untyped nil");
        }
        for (Datum index : arguments.subList(1, arguments.size())) {
            if (!(item instanceof Datum.Of(Value value))) {
                throw new Failure("error calling index: can't index item of type " + type(item));
            }
            item = switch (value) {
                case ArrayValue _, SetValue _ -> {
                    ArrayValue elements = elements(value);
                    int position = position(index, elements.size(), "index");
                    if (position == elements.size()) {
                        throw new Failure("error calling index: reflect: slice index out of range");
                    }
                    yield new Datum.Of(elements.get(position));
                }
                case StringValue text -> {
                    byte[] octets = Utf8.encode(text.text());
                    int position = position(index, octets.length, "index");
                    if (position == octets.length) {
                        throw new Failure("error calling index: reflect: string index out of range");
                    }
                    yield new Datum.Whole(octets[position] & 0xff);
                }
                case ObjectValue object -> {
                    if (!(index instanceof Datum.Of(StringValue key))) {
                        throw new Failure("error calling index: value has type " + type(index) + "; should be string");
                    }
                    Value entry = object.get(key);
                    yield entry == null ? Datum.MISSING : new Datum.Of(entry);
                }
                default -> throw new Failure("error calling index: can't index item of type " + type(item));
            };
        }
        return item;
    }

    private static Datum slice(List<Datum> arguments) throws Failure {
        Datum item = arguments.getFirst();
        List<Datum> indexes = arguments.subList(1, arguments.size());
        if (!(item instanceof Datum.Of(Value value)) || item.isNothing()) {
            throw new Failure("error calling slice: " + (item.isNothing() ? "slice of untyped nil" : "can't slice item of type " + type(item)));
        }
        boolean isText = value instanceof StringValue;
        if (!isText && !(value instanceof ArrayValue) && !(value instanceof SetValue)) {
            throw new Failure("error calling slice: can't slice item of type " + type(item));
        }
        if (indexes.size() > (isText ? 2 : 3)) {
            throw new Failure("error calling slice: too many slice indexes: " + indexes.size());
        }
        byte[] octets = value instanceof StringValue text ? Utf8.encode(text.text()) : new byte[0];
        int size = isText ? octets.length : value.size();
        int from = indexes.isEmpty() ? 0 : position(indexes.get(0), size, "slice");
        int to = indexes.size() < 2 ? size : position(indexes.get(1), size, "slice");
        int capacity = indexes.size() < 3 ? size : position(indexes.get(2), size, "slice");
        if (from > to || to > capacity) {
            throw new Failure("error calling slice: invalid slice index: " + (from > to ? from + " > " + to : to + " > " + capacity));
        }
        return isText
                ? of(Utf8.decode(Arrays.copyOfRange(octets, from, to)))
                : new Datum.Of(elements(value).slice(from, to));
    }

    /// Puts spaces between two neighbours of which neither is a string.
    private static String print(List<Datum> arguments) {
        var text = new StringBuilder();
        boolean before = true;
        for (Datum argument : arguments) {
            boolean isText = argument instanceof Datum.Of(StringValue _);
            text.append(before || isText ? "" : " ").append(Printing.text(argument));
            before = isText;
        }
        return text.toString();
    }

    private static String joined(List<Datum> arguments) {
        return arguments.size() == 1 && arguments.getFirst() instanceof Datum.Of(StringValue text) ? text.text() : print(arguments);
    }

    private static String html(String text) {
        return text.replace("\0", "\ufffd").replace("&", "&amp;").replace("'", "&#39;").replace("\"", "&#34;").replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String js(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '<' -> escaped.append("\\u003C");
                case '>' -> escaped.append("\\u003E");
                case '&' -> escaped.append("\\u0026");
                case '=' -> escaped.append("\\u003D");
                default -> {
                    boolean hidden = character < ' ' || (character >= 0x80 && !dev.gatehouse.rego.value.GoQuote.isPrintable(character));
                    escaped.append(hidden ? String.format(Locale.ROOT, "\\u%04X", character) : Character.toString(character));
                }
            }
        });
        return escaped.toString();
    }

    private static String query(String text) {
        var escaped = new StringBuilder();
        for (byte octet : Utf8.encode(text)) {
            boolean plain = (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z')
                    || (octet > 0 && "-_.~".indexOf(octet) >= 0);
            escaped.append(plain
                    ? String.valueOf((char) octet)
                    : octet == ' ' ? "+" : String.format(Locale.ROOT, "%%%02X", octet & 0xff));
        }
        return escaped.toString();
    }

    /// The kind that comparisons go by; empty for what cannot be compared.
    private static String kind(Datum datum) {
        return switch (datum) {
            case Datum.Whole _ -> "int";
            case Datum.Floating _ -> "float";
            case Datum.Of(BooleanValue _) -> "bool";
            case Datum.Of(StringValue _), Datum.Of(NumberValue _) -> "string";
            default -> "";
        };
    }

    private static boolean isEqual(List<Datum> arguments) throws Failure {
        Datum first = arguments.getFirst();
        if (arguments.size() == 1) {
            throw new Failure("error calling eq: missing argument for comparison");
        }
        for (Datum other : arguments.subList(1, arguments.size())) {
            String left = kind(first);
            String right = kind(other);
            if (!left.equals(right)) {
                if (!first.isNothing() && !other.isNothing()) {
                    throw new Failure("error calling eq: incompatible types for comparison: " + type(first) + " and " + type(other));
                }
            } else if (left.isEmpty()) {
                if (!first.isNothing() && !other.isNothing()) {
                    throw new Failure("error calling eq: non-comparable type " + Printing.text(other) + ": " + type(other));
                }
                if (first.isNothing() == other.isNothing()) {
                    return true;
                }
            } else if (compare(List.of(first, other)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int compare(List<Datum> arguments) throws Failure {
        Datum left = arguments.get(0);
        Datum right = arguments.get(1);
        if (left instanceof Datum.Whole(long one) && right instanceof Datum.Whole(long other)) {
            return Long.compare(one, other);
        }
        if (left instanceof Datum.Floating(double one) && right instanceof Datum.Floating(double other)) {
            return one == other ? 0 : one < other ? -1 : 1;
        }
        if (left instanceof Datum.Of(BooleanValue one) && right instanceof Datum.Of(BooleanValue other)) {
            return Boolean.compare(one.value(), other.value());
        }
        if (kind(left).equals("string") && kind(right).equals("string")) {
            return StringValue.of(Printing.text(left)).compareTo(StringValue.of(Printing.text(right)));
        }
        throw new Failure(kind(left).isEmpty() || kind(right).isEmpty()
                ? "invalid type for comparison"
                : "incompatible types for comparison: " + type(left) + " and " + type(right));
    }
}
