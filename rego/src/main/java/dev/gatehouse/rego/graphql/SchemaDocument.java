package dev.gatehouse.rego.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Definitions of types and directives, as they were written.
///
/// @param comments what was commented at the end
public record SchemaDocument(
        List<SchemaDefinition> schemas, List<SchemaDefinition> schemaExtensions, List<DirectiveDefinition> directives,
        List<Definition> definitions, List<Definition> extensions, List<String> comments) {
    /// What was commented before the description, after it, and before the end.
    record Comments(List<String> before, List<String> after, List<String> end) {
        static final Comments NONE = new Comments(List.of(), List.of(), List.of());
    }

    record SchemaDefinition(
            String description, List<QueryDocument.Directive> directives, List<RootType> roots, @Nullable Position position,
            Comments comments) {}

    record RootType(String operation, String type, @Nullable Position position, List<String> comments) {}

    enum Kind {
        SCALAR, OBJECT, INTERFACE, UNION, ENUM, INPUT_OBJECT;

        boolean isComposite() {
            return this == OBJECT || this == INTERFACE || this == UNION;
        }

        boolean isInput() {
            return this == SCALAR || this == ENUM || this == INPUT_OBJECT;
        }

        boolean isLeaf() {
            return this == SCALAR || this == ENUM;
        }
    }

    /// A type.
    ///
    /// @param types the members of a union
    record Definition(
            Kind kind, String description, String name, List<QueryDocument.Directive> directives, List<String> interfaces,
            List<FieldDefinition> fields, List<String> types, List<EnumValue> values, @Nullable Position position,
            boolean builtIn,
            Comments comments) {
        @Nullable
        FieldDefinition field(String named) {
            return SchemaDocument.find(fields, named);
        }
    }

    /// A field, or an argument of one or of a directive.
    record FieldDefinition(
            String description, String name, List<FieldDefinition> arguments, @Nullable Literal defaultValue, TypeReference type,
            List<QueryDocument.Directive> directives, @Nullable Position position, Comments comments) {}

    record EnumValue(
            String description, String name, List<QueryDocument.Directive> directives, @Nullable Position position,
            Comments comments) {}

    record DirectiveDefinition(
            String description, String name, List<FieldDefinition> arguments, List<String> locations, boolean repeatable,
            @Nullable Position position, Comments comments) {}

    static @Nullable FieldDefinition find(List<FieldDefinition> fields, String named) {
        for (FieldDefinition field : fields) {
            if (field.name().equals(named)) {
                return field;
            }
        }
        return null;
    }
}
