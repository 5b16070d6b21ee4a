package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;

/// JSON text.
final class JsonText {
    private JsonText() {}

    static void register(Builtins.Table table) {
        table.add("json.marshal", (context, arguments) -> write(context, JsonWriter.compact(true), arguments[0], ""));
        table.add("json.marshal_with_options",
                (context, arguments) -> marshal(context, arguments[0], Operands.object(arguments, 1)));
        table.add("json.unmarshal", (context, arguments) -> {
            try {
                return read(context, Operands.string(arguments, 0));
            } catch (JsonException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
        table.add("json.is_valid", (context, arguments) -> BooleanValue
                .of(arguments[0] instanceof StringValue string && isValid(context, string.text())));
    }

    static Value read(BuiltinContext context, String text) throws JsonException {
        context.checkCharacters(text.length());
        BuiltinLimits limits = context.limits();
        return new JsonReader(new ReadLimits(limits.depth(), limits.characters(), limits.elements())).read(text);
    }

    private static boolean isValid(BuiltinContext context, String text) {
        try {
            read(context, text);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static Value write(BuiltinContext context, JsonWriter writer, Value value, String prefix) {
        try {
            String text = prefix + writer.write(value);
            context.checkCharacters(text.length());
            return StringValue.of(text);
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static Value marshal(BuiltinContext context, Value value, ObjectValue options) {
        String prefix = "";
        String indent = "\t";
        boolean implied = false;
        BooleanValue pretty = null;
        for (int rank = 0; rank < options.size(); rank++) {
            Value option = options.value(rank);
            if (!(options.key(rank) instanceof StringValue key)) {
                throw BuiltinError.operand(2,
                        "failed to stringify key " + options.key(rank) + " at index " + rank + ": operand " + rank
                                + " must be string but got "
                                + options.key(rank).kind().typeName());
            }
            switch (key.text()) {
                case "prefix" -> {
                    prefix = string(key, option, rank);
                    implied = true;
                }
                case "indent" -> {
                    indent = string(key, option, rank);
                    implied = true;
                }
                case "pretty" -> {
                    if (!(option instanceof BooleanValue truth)) {
                        throw BuiltinError.operand(2, "key " + key + " failed cast to bool");
                    }
                    pretty = truth;
                }
                default -> throw BuiltinError.operand(2, "object contained unknown key " + key);
            }
        }
        if (pretty == null ? !implied : !pretty.value()) {
            return write(context, JsonWriter.compact(true), value, "");
        }
        // Go does not prefix the first line.
        return write(context, JsonWriter.indented(true, prefix, indent), value, prefix);
    }

    private static String string(StringValue key, Value value, int rank) {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw BuiltinError.operand(2,
                "key " + key + " failed cast to string: operand " + rank + " must be string but got " + value.kind().typeName());
    }
}
