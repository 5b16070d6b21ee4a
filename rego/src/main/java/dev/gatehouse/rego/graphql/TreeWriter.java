package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Argument;
import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Variable;
import dev.gatehouse.rego.graphql.SchemaDocument.Comments;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.EnumValue;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.SchemaDefinition;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Trees as the values that OPA gives policies: without places, without what is null or empty.
public final class TreeWriter {
    private TreeWriter() {}

    private static void put(ObjectValue.Builder target, String name, String text) {
        target.put(name, StringValue.of(text));
    }

    private static <T> void put(ObjectValue.Builder target, String name, List<T> elements, Function<T, Value> write) {
        List<Value> written = elements.stream().map(write).filter(value -> !(value instanceof ObjectValue) || value.size() > 0)
                .toList();
        if (!written.isEmpty()) {
            target.put(name, ArrayValue.of(written));
        }
    }

    private static void put(ObjectValue.Builder target, String name, List<String> comments) {
        if (!comments.isEmpty()) {
            List<Value> list = comments.stream()
                    .map(comment -> (Value) ObjectValue.of(StringValue.of("Value"), StringValue.of(comment)))
                    .toList();
            target.put(name, ObjectValue.of(StringValue.of("List"), ArrayValue.of(list)));
        }
    }

    private static void put(ObjectValue.Builder target, Comments comments) {
        put(target, "BeforeDescriptionComment", comments.before());
        put(target, "AfterDescriptionComment", comments.after());
        put(target, "EndOfDefinitionComment", comments.end());
    }

    /// The tree of a document of operations.
    public static ObjectValue write(QueryDocument document) {
        var tree = ObjectValue.builder();
        put(tree, "Operations", document.operations(), TreeWriter::operation);
        put(tree, "Fragments", document.fragments(), TreeWriter::fragment);
        put(tree, "Comment", document.comments());
        return tree.build();
    }

    private static Value operation(Operation operation) {
        var tree = ObjectValue.builder();
        put(tree, "Operation", operation.kind());
        put(tree, "Name", operation.name());
        put(tree, "VariableDefinitions", operation.variables(), TreeWriter::variable);
        put(tree, "Directives", operation.directives(), TreeWriter::directive);
        put(tree, "SelectionSet", operation.selections(), TreeWriter::selection);
        put(tree, "Comment", operation.comments());
        return tree.build();
    }

    private static Value fragment(Fragment fragment) {
        var tree = ObjectValue.builder();
        put(tree, "Name", fragment.name());
        put(tree, "VariableDefinition", fragment.variables(), TreeWriter::variable);
        put(tree, "TypeCondition", fragment.typeCondition());
        put(tree, "Directives", fragment.directives(), TreeWriter::directive);
        put(tree, "SelectionSet", fragment.selections(), TreeWriter::selection);
        put(tree, "Comment", fragment.comments());
        return tree.build();
    }

    private static Value variable(Variable variable) {
        var tree = ObjectValue.builder();
        put(tree, "Variable", variable.name());
        tree.put("Type", type(variable.type()));
        putLiteral(tree, "DefaultValue", variable.defaultValue());
        put(tree, "Directives", variable.directives(), TreeWriter::directive);
        put(tree, "Comment", variable.comments());
        tree.put("Used", BooleanValue.FALSE);
        return tree.build();
    }

    private static Value selection(Selection selection) {
        var tree = ObjectValue.builder();
        switch (selection) {
            case QueryDocument.Field field -> {
                put(tree, "Alias", field.alias());
                put(tree, "Name", field.name());
                put(tree, "Arguments", field.arguments(), TreeWriter::argument);
                put(tree, "Directives", field.directives(), TreeWriter::directive);
                put(tree, "SelectionSet", field.selections(), TreeWriter::selection);
                put(tree, "Comment", field.comments());
            }
            case QueryDocument.Spread spread -> {
                put(tree, "Name", spread.name());
                put(tree, "Directives", spread.directives(), TreeWriter::directive);
                put(tree, "Comment", spread.comments());
            }
            case QueryDocument.Inline inline -> {
                put(tree, "TypeCondition", inline.typeCondition());
                put(tree, "Directives", inline.directives(), TreeWriter::directive);
                put(tree, "SelectionSet", inline.selections(), TreeWriter::selection);
                put(tree, "Comment", inline.comments());
            }
        }
        return tree.build();
    }

    private static Value directive(Directive directive) {
        var tree = ObjectValue.builder();
        put(tree, "Name", directive.name());
        put(tree, "Arguments", directive.arguments(), TreeWriter::argument);
        put(tree, "Location", "");
        return tree.build();
    }

    private static Value argument(Argument argument) {
        var tree = ObjectValue.builder();
        put(tree, "Name", argument.name());
        putLiteral(tree, "Value", argument.value());
        put(tree, "Comment", argument.comments());
        return tree.build();
    }

    private static void putLiteral(ObjectValue.Builder target, String name, @Nullable Literal literal) {
        if (literal != null) {
            target.put(name, literal(literal));
        }
    }

    private static Value literal(Literal literal) {
        var tree = ObjectValue.builder();
        put(tree, "Raw", literal.raw());
        put(tree, "Children", literal.children(), child -> {
            var entry = ObjectValue.builder();
            put(entry, "Name", child.name());
            entry.put("Value", literal(child.value()));
            put(entry, "Comment", child.comments());
            return entry.build();
        });
        tree.put("Kind", NumberValue.of(literal.kind().ordinal()));
        put(tree, "Comment", literal.comments());
        tree.put("ExpectedTypeHasDefault", BooleanValue.FALSE);
        return tree.build();
    }

    private static Value type(TypeReference type) {
        var tree = ObjectValue.builder();
        put(tree, "NamedType", type.named());
        if (type.element() != null) {
            tree.put("Elem", type(type.element()));
        }
        tree.put("NonNull", BooleanValue.of(type.nonNull()));
        return tree.build();
    }

    /// The tree of a document of types.
    public static ObjectValue write(SchemaDocument document) {
        var tree = ObjectValue.builder();
        put(tree, "Schema", document.schemas(), TreeWriter::schema);
        put(tree, "SchemaExtension", document.schemaExtensions(), TreeWriter::schema);
        put(tree, "Directives", document.directives(), TreeWriter::directiveDefinition);
        put(tree, "Definitions", document.definitions(), TreeWriter::definition);
        put(tree, "Extensions", document.extensions(), TreeWriter::definition);
        put(tree, "Comment", document.comments());
        return tree.build();
    }

    private static Value schema(SchemaDefinition schema) {
        var tree = ObjectValue.builder();
        put(tree, "Description", schema.description());
        put(tree, "Directives", schema.directives(), TreeWriter::directive);
        put(tree, "OperationTypes", schema.roots(), root -> {
            var entry = ObjectValue.builder();
            put(entry, "Operation", root.operation());
            put(entry, "Type", root.type());
            put(entry, "Comment", root.comments());
            return entry.build();
        });
        put(tree, schema.comments());
        return tree.build();
    }

    private static Value definition(Definition definition) {
        var tree = ObjectValue.builder();
        put(tree, "Kind", definition.kind().name());
        put(tree, "Description", definition.description());
        put(tree, "Name", definition.name());
        put(tree, "Directives", definition.directives(), TreeWriter::directive);
        put(tree, "Interfaces", definition.interfaces(), StringValue::of);
        put(tree, "Fields", definition.fields(), TreeWriter::field);
        put(tree, "Types", definition.types(), StringValue::of);
        put(tree, "EnumValues", definition.values(), TreeWriter::enumValue);
        tree.put("BuiltIn", BooleanValue.of(definition.builtIn()));
        put(tree, definition.comments());
        return tree.build();
    }

    private static Value field(FieldDefinition field) {
        var tree = ObjectValue.builder();
        put(tree, "Description", field.description());
        put(tree, "Name", field.name());
        put(tree, "Arguments", field.arguments(), TreeWriter::field);
        putLiteral(tree, "DefaultValue", field.defaultValue());
        tree.put("Type", type(field.type()));
        put(tree, "Directives", field.directives(), TreeWriter::directive);
        put(tree, field.comments());
        return tree.build();
    }

    private static Value enumValue(EnumValue value) {
        var tree = ObjectValue.builder();
        put(tree, "Description", value.description());
        put(tree, "Name", value.name());
        put(tree, "Directives", value.directives(), TreeWriter::directive);
        put(tree, value.comments());
        return tree.build();
    }

    private static Value directiveDefinition(DirectiveDefinition directive) {
        var tree = ObjectValue.builder();
        put(tree, "Description", directive.description());
        put(tree, "Name", directive.name());
        put(tree, "Arguments", directive.arguments(), TreeWriter::field);
        put(tree, "Locations", directive.locations(), StringValue::of);
        tree.put("IsRepeatable", BooleanValue.of(directive.repeatable()));
        put(tree, directive.comments());
        return tree.build();
    }
}
