package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import dev.gatehouse.rego.value.YamlReader;
import dev.gatehouse.rego.value.YamlWriter;

/// YAML text.
final class YamlText {
    private YamlText() {}

    static void register(Builtins.Table table) {
        table.add("yaml.marshal", (context, arguments) -> {
            String text = YamlWriter.write(arguments[0]);
            context.checkCharacters(text.length());
            return StringValue.of(text);
        });
        table.add("yaml.unmarshal", (context, arguments) -> {
            try {
                return read(context, Operands.string(arguments, 0));
            } catch (JsonException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
        table.add("yaml.is_valid", (context, arguments) -> BooleanValue
                .of(arguments[0] instanceof StringValue string && isValid(context, string.text())));
    }

    static Value read(BuiltinContext context, String text) throws JsonException {
        context.checkCharacters(text.length());
        BuiltinLimits limits = context.limits();
        return new YamlReader(new ReadLimits(limits.depth(), limits.characters(), limits.elements())).read(text);
    }

    private static boolean isValid(BuiltinContext context, String text) {
        try {
            read(context, text);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }
}
