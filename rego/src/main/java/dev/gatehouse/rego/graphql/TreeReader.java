package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trees from the values that [TreeWriter] makes. As in OPA, every selection is read as a field, and nothing has a place.
public final class TreeReader {
    private TreeReader() {}

    @FunctionalInterface
    private interface Rule<T> {
        T read(ObjectValue value) throws GraphqlException;
    }

    private static GraphqlException wrong(String name) {
        return GraphqlException.plain("json: cannot unmarshal " + name);
    }

    private static @Nullable Value get(ObjectValue object, String name) {
        Value value = object.get(name);
        return value == NullValue.NULL ? null : value;
    }

    private static String text(ObjectValue object, String name) throws GraphqlException {
        return switch (get(object, name)) {
            case null -> "";
            case StringValue text -> text.text();
            default -> throw wrong(name);
        };
    }

    private static boolean truth(ObjectValue object, String name) throws GraphqlException {
        return switch (get(object, name)) {
            case null -> false;
            case BooleanValue truth -> truth.value();
            default -> throw wrong(name);
        };
    }

    private static <T> List<T> list(ObjectValue object, String name, Rule<T> rule) throws GraphqlException {
        var read = new ArrayList<T>();
        for (Value element : array(object, name)) {
            if (!(element instanceof ObjectValue entry)) {
                throw wrong(name);
            }
            read.add(rule.read(entry));
        }
        return read;
    }

    private static List<String> texts(ObjectValue object, String name) throws GraphqlException {
        var read = new ArrayList<String>();
        for (Value element : array(object, name)) {
            if (!(element instanceof StringValue text)) {
                throw wrong(name);
            }
            read.add(text.text());
        }
        return read;
    }

    private static ArrayValue array(ObjectValue object, String name) throws GraphqlException {
        return switch (get(object, name)) {
            case null -> ArrayValue.EMPTY;
            case ArrayValue array -> array;
            default -> throw wrong(name);
        };
    }

    private static @Nullable ObjectValue object(ObjectValue object, String name) throws GraphqlException {
        return switch (get(object, name)) {
            case null -> null;
            case ObjectValue value -> value;
            default -> throw wrong(name);
        };
    }

    /// A document of operations.
    public static QueryDocument query(ObjectValue tree) throws GraphqlException {
        return new QueryDocument(list(tree, "Operations", TreeReader::operation), list(tree, "Fragments", TreeReader::fragment),
                List.of());
    }

    private static QueryDocument.Operation operation(ObjectValue tree) throws GraphqlException {
        String kind = text(tree, "Operation");
        if (!List.of("", "query", "mutation", "subscription").contains(kind)) {
            throw GraphqlException.plain("got unknown operation type \"" + kind + "\"");
        }
        return new QueryDocument.Operation(kind, text(tree, "Name"), list(tree, "VariableDefinitions", TreeReader::variable),
                list(tree, "Directives", TreeReader::directive), list(tree, "SelectionSet", TreeReader::field), null, List.of());
    }

    private static QueryDocument.Fragment fragment(ObjectValue tree) throws GraphqlException {
        return new QueryDocument.Fragment(text(tree, "Name"), list(tree, "VariableDefinition", TreeReader::variable),
                text(tree, "TypeCondition"), list(tree, "Directives", TreeReader::directive),
                list(tree, "SelectionSet", TreeReader::field), null, List.of());
    }

    private static QueryDocument.Variable variable(ObjectValue tree) throws GraphqlException {
        return new QueryDocument.Variable(text(tree, "Variable"), type(tree, "Type"), literal(tree, "DefaultValue"),
                list(tree, "Directives", TreeReader::directive), null, List.of());
    }

    private static QueryDocument.Selection field(ObjectValue tree) throws GraphqlException {
        return new QueryDocument.Field(text(tree, "Alias"), text(tree, "Name"), list(tree, "Arguments", TreeReader::argument),
                list(tree, "Directives", TreeReader::directive), list(tree, "SelectionSet", TreeReader::field), null, List.of());
    }

    private static QueryDocument.Directive directive(ObjectValue tree) throws GraphqlException {
        return new QueryDocument.Directive(text(tree, "Name"), list(tree, "Arguments", TreeReader::argument), null);
    }

    private static QueryDocument.Argument argument(ObjectValue tree) throws GraphqlException {
        Literal value = literal(tree, "Value");
        if (value == null) {
            throw wrong("Value");
        }
        return new QueryDocument.Argument(text(tree, "Name"), value, null, List.of());
    }

    private static @Nullable Literal literal(ObjectValue tree, String name) throws GraphqlException {
        ObjectValue value = object(tree, name);
        return value == null ? null : literal(value);
    }

    private static Literal literal(ObjectValue tree) throws GraphqlException {
        Literal.Kind kind = switch (get(tree, "Kind")) {
            case null -> Literal.Kind.VARIABLE;
            case NumberValue number when number.isLong() && number.longValue() >= 0
                    && number.longValue() < Literal.Kind.values().length ->
                Literal.Kind.values()[(int) number.longValue()];
            default -> throw wrong("Kind");
        };
        List<Literal.Child> children = list(tree, "Children", child -> {
            Literal value = literal(child, "Value");
            if (value == null) {
                throw wrong("Value");
            }
            return new Literal.Child(text(child, "Name"), value, null, List.of());
        });
        return new Literal(kind, text(tree, "Raw"), children, null, List.of());
    }

    private static TypeReference type(ObjectValue tree, String name) throws GraphqlException {
        ObjectValue type = object(tree, name);
        if (type == null) {
            throw wrong(name);
        }
        boolean isList = object(type, "Elem") != null;
        String named = text(type, "NamedType");
        return new TypeReference(named, isList ? type(type, "Elem") : null, truth(type, "NonNull"), null);
    }

    /// A document of types.
    public static SchemaDocument schema(ObjectValue tree) throws GraphqlException {
        return new SchemaDocument(list(tree, "Schema", TreeReader::schemaDefinition),
                list(tree, "SchemaExtension", TreeReader::schemaDefinition),
                list(tree, "Directives", TreeReader::directiveDefinition), list(tree, "Definitions", TreeReader::definition),
                list(tree, "Extensions", TreeReader::definition), List.of());
    }

    private static SchemaDocument.SchemaDefinition schemaDefinition(ObjectValue tree) throws GraphqlException {
        return new SchemaDocument.SchemaDefinition(text(tree, "Description"), list(tree, "Directives", TreeReader::directive),
                list(tree, "OperationTypes",
                        root -> new SchemaDocument.RootType(text(root, "Operation"), text(root, "Type"), null, List.of())),
                null, SchemaDocument.Comments.NONE);
    }

    private static SchemaDocument.Definition definition(ObjectValue tree) throws GraphqlException {
        SchemaDocument.Kind kind;
        try {
            kind = SchemaDocument.Kind.valueOf(text(tree, "Kind").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("Kind");
        }
        return new SchemaDocument.Definition(kind, text(tree, "Description"), text(tree, "Name"),
                list(tree, "Directives", TreeReader::directive), texts(tree, "Interfaces"),
                list(tree, "Fields", TreeReader::fieldDefinition), texts(tree, "Types"),
                list(tree, "EnumValues",
                        value -> new SchemaDocument.EnumValue(text(value, "Description"), text(value, "Name"),
                                list(value, "Directives", TreeReader::directive), null, SchemaDocument.Comments.NONE)),
                null, truth(tree, "BuiltIn"), SchemaDocument.Comments.NONE);
    }

    private static SchemaDocument.FieldDefinition fieldDefinition(ObjectValue tree) throws GraphqlException {
        return new SchemaDocument.FieldDefinition(text(tree, "Description"), text(tree, "Name"),
                list(tree, "Arguments", TreeReader::fieldDefinition), literal(tree, "DefaultValue"), type(tree, "Type"),
                list(tree, "Directives", TreeReader::directive), null, SchemaDocument.Comments.NONE);
    }

    private static SchemaDocument.DirectiveDefinition directiveDefinition(ObjectValue tree) throws GraphqlException {
        return new SchemaDocument.DirectiveDefinition(text(tree, "Description"), text(tree, "Name"),
                list(tree, "Arguments", TreeReader::fieldDefinition), texts(tree, "Locations"), truth(tree, "IsRepeatable"), null,
                SchemaDocument.Comments.NONE);
    }
}
