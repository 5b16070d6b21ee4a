package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.jsonschema.JsonSchema;
import dev.gatehouse.rego.jsonschema.SchemaError;
import dev.gatehouse.rego.jsonschema.SchemaException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;

/// Documents and the schemas they must follow, both as values or as JSON text.
final class JsonSchemas {
    private JsonSchemas() {}

    static void register(Builtins.Table table) {
        table.add("json.verify_schema", (context, arguments) -> {
            try {
                JsonSchema.compile(document(context, arguments[0]), context::work);
                return ArrayValue.of(BooleanValue.TRUE, NullValue.NULL);
            } catch (SchemaException e) {
                return problem(String.valueOf(e.getMessage()));
            } catch (BuiltinError e) {
                if (e.stops()) {
                    throw e;
                }
                return problem(String.valueOf(e.getMessage()));
            }
        });
        table.add("json.match_schema", (context, arguments) -> {
            Value document = document(context, arguments[0]);
            try {
                JsonSchema schema = JsonSchema.compile(document(context, arguments[1]), context::work);
                var errors = ArrayValue.builder();
                schema.validate(document, context::work).forEach(error -> errors.add(error(error)));
                return ArrayValue.of(BooleanValue.of(errors.size() == 0), errors.build());
            } catch (SchemaException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
    }

    private static Value problem(String message) {
        return ArrayValue.of(BooleanValue.FALSE, StringValue.of("jsonschema: " + message));
    }

    private static Value document(BuiltinContext context, Value value) {
        return switch (value) {
            case StringValue text -> {
                try {
                    yield JsonText.read(context, text.text());
                } catch (JsonException e) {
                    throw BuiltinError.failure("invalid JSON string");
                }
            }
            case ObjectValue object -> object;
            case ArrayValue array -> array;
            default -> throw BuiltinError.failure("wrong type, expected string or object");
        };
    }

    private static Value error(SchemaError error) {
        return ObjectValue.builder().put("error", StringValue.of(error.field() + ": " + error.description()))
                .put("type", StringValue.of(error.type())).put("field", StringValue.of(error.field()))
                .put("desc", StringValue.of(error.description())).build();
    }
}
