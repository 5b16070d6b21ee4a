package dev.gatehouse.rego.jsonschema;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.function.LongConsumer;

/// A schema that documents can be held against. Immutable; may be shared between threads.
public final class JsonSchema {
    private final SchemaNode root;

    private JsonSchema(SchemaNode root) {
        this.root = root;
    }

    /// Reads a schema.
    ///
    /// @param work counts what is looked at; may throw to stop
    public static JsonSchema compile(Value schema, LongConsumer work) throws SchemaException {
        return new JsonSchema(SchemaCompiler.compile(schema, work));
    }

    /// What the schema does not allow in a document; empty if the document is valid.
    ///
    /// @param work counts what is looked at; may throw to stop
    /// @throws SchemaException if the schema refers to itself without end, or a number is too large to be divided
    public List<SchemaError> validate(Value document, LongConsumer work) throws SchemaException {
        return List.copyOf(new SchemaValidator(work).outcome(root, document, Path.ROOT).errors);
    }
}
