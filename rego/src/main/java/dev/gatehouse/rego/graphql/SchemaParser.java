package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.SchemaDocument.Comments;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Parses documents of types.
public final class SchemaParser extends ValueParser {
    private static final Set<String> LOCATIONS = Set.of("QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION",
            "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION");

    private final boolean builtIn;
    private final List<SchemaDocument.SchemaDefinition> schemas = new ArrayList<>();
    private final List<SchemaDocument.SchemaDefinition> schemaExtensions = new ArrayList<>();
    private final List<SchemaDocument.DirectiveDefinition> directives = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Definition> extensions = new ArrayList<>();

    private SchemaParser(String text, boolean builtIn, LongConsumer work) {
        super(text, work);
        this.builtIn = builtIn;
    }

    /// Parses a document.
    ///
    /// @param work counts tokens; may throw to stop
    public static SchemaDocument parse(String text, LongConsumer work) throws GraphqlException {
        return new SchemaParser(text, false, work).document();
    }

    static SchemaDocument parseBuiltIn(String text) throws GraphqlException {
        return new SchemaParser(text, true, units -> {}).document();
    }

    private record Description(String text, List<String> comments) {}

    private Description description() throws GraphqlException {
        if (!sees(Token.Kind.STRING) && !sees(Token.Kind.BLOCK_STRING)) {
            return new Description("", List.of());
        }
        List<String> comments = comments();
        String text = next().value();
        return new Description(text, text.isEmpty() ? List.of() : comments);
    }

    private SchemaDocument document() throws GraphqlException {
        while (!sees(Token.Kind.END)) {
            Description description = description();
            if (!sees(Token.Kind.NAME)) {
                throw unexpected(peek());
            }
            List<String> comments = comments();
            switch (peek().value()) {
                case "scalar", "type", "interface", "union", "enum", "input" ->
                    definitions.add(definition(description, comments, false));
                case "schema" -> schemas.add(schema(description, comments));
                case "directive" -> directives.add(directive(description));
                case "extend" -> {
                    if (!description.text().isEmpty()) {
                        throw unexpected(previous());
                    }
                    next();
                    extension(comments);
                }
                default -> throw unexpected(peek());
            }
        }
        return new SchemaDocument(schemas, schemaExtensions, directives, definitions, extensions, comments());
    }

    private void extension(List<String> comments) throws GraphqlException {
        var none = new Description("", List.of());
        switch (peek().value()) {
            case "schema" -> {
                SchemaDocument.SchemaDefinition schema = schema(none, comments);
                if (schema.directives().isEmpty() && schema.roots().isEmpty()) {
                    throw unexpected(peek());
                }
                schemaExtensions.add(schema);
            }
            case "scalar", "type", "interface", "union", "enum", "input" -> {
                Definition definition = definition(none, comments, true);
                if (definition.directives().isEmpty() && definition.interfaces().isEmpty() && definition.fields().isEmpty()
                        && definition.types().isEmpty() && definition.values().isEmpty()) {
                    throw unexpected(peek());
                }
                extensions.add(definition);
            }
            default -> throw unexpected(peek());
        }
    }

    private SchemaDocument.SchemaDefinition schema(Description description, List<String> comments) throws GraphqlException {
        expectKeyword("schema");
        Position position = position();
        List<QueryDocument.Directive> directives = directives(true);
        List<String> end = new ArrayList<>();
        List<SchemaDocument.RootType> roots = body(this::rootType, end);
        return new SchemaDocument.SchemaDefinition(description.text(), directives, roots, position,
                new Comments(description.comments(), comments, end));
    }

    private SchemaDocument.RootType rootType() throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        Token operation = next();
        if (!Set.of("query", "mutation", "subscription").contains(operation.value())) {
            throw unexpected(operation);
        }
        expect(Token.Kind.COLON);
        return new SchemaDocument.RootType(operation.value(), name(), position, comments);
    }

    /// Things in braces, if a brace follows.
    ///
    /// @param end gets what was commented before the closing brace
    private <T> List<T> body(Rule<T> rule, List<String> end) throws GraphqlException {
        boolean follows = sees(Token.Kind.BRACE);
        List<T> things = between(Token.Kind.BRACE, Token.Kind.CLOSED_BRACE, false, rule);
        if (follows) {
            end.addAll(comments());
            next();
        }
        return things;
    }

    private Definition definition(Description description, List<String> comments, boolean extension) throws GraphqlException {
        String keyword = next().value();
        Position position = position();
        Kind kind = switch (keyword) {
            case "scalar" -> Kind.SCALAR;
            case "type" -> Kind.OBJECT;
            case "interface" -> Kind.INTERFACE;
            case "union" -> Kind.UNION;
            case "enum" -> Kind.ENUM;
            default -> Kind.INPUT_OBJECT;
        };
        String name = name();
        boolean implementing = kind == Kind.OBJECT || (kind == Kind.INTERFACE && !extension);
        List<String> interfaces = implementing ? interfaces() : List.of();
        List<QueryDocument.Directive> directives = directives(kind != Kind.INPUT_OBJECT || !extension);
        List<FieldDefinition> fields = List.of();
        List<String> types = List.of();
        List<SchemaDocument.EnumValue> values = List.of();
        List<String> end = new ArrayList<>();
        switch (kind) {
            case OBJECT, INTERFACE -> fields = body(() -> field(true), end);
            case INPUT_OBJECT -> fields = body(() -> field(false), end);
            case ENUM -> values = body(this::enumValue, end);
            case UNION -> types = skip(Token.Kind.EQUALS) ? names(Token.Kind.PIPE) : List.of();
            case SCALAR -> {
                // Nothing more.
            }
        }
        return new Definition(kind, description.text(), name, directives, interfaces, fields, types, values, position, builtIn,
                new Comments(description.comments(), comments, end));
    }

    private List<String> interfaces() throws GraphqlException {
        if (!peek().value().equals("implements")) {
            return List.of();
        }
        next();
        return names(Token.Kind.AMPERSAND);
    }

    /// A field with arguments, or one with a default value.
    private FieldDefinition field(boolean output) throws GraphqlException {
        Position position = position();
        Description description = description();
        List<String> comments = comments();
        String name = name();
        List<FieldDefinition> arguments = output ? argumentDefinitions() : List.of();
        expect(Token.Kind.COLON);
        TypeReference type = typeReference();
        @Nullable
        Literal defaultValue = !output && skip(Token.Kind.EQUALS) ? value(true) : null;
        return new FieldDefinition(description.text(), name, arguments, defaultValue, type, directives(true), position,
                new Comments(description.comments(), comments, List.of()));
    }

    private List<FieldDefinition> argumentDefinitions() throws GraphqlException {
        return closed(Token.Kind.PARENTHESIS, Token.Kind.CLOSED_PARENTHESIS, () -> field(false));
    }

    private SchemaDocument.EnumValue enumValue() throws GraphqlException {
        Position position = position();
        Description description = description();
        List<String> comments = comments();
        return new SchemaDocument.EnumValue(description.text(), name(), directives(true), position,
                new Comments(description.comments(), comments, List.of()));
    }

    private SchemaDocument.DirectiveDefinition directive(Description description) throws GraphqlException {
        List<String> comments = comments();
        next();
        expect(Token.Kind.AT);
        Position position = position();
        String name = name();
        List<FieldDefinition> arguments = argumentDefinitions();
        boolean repeatable = peek().is("repeatable");
        if (repeatable) {
            next();
        }
        expectKeyword("on");
        skip(Token.Kind.PIPE);
        var locations = new ArrayList<>(List.of(location()));
        while (skip(Token.Kind.PIPE)) {
            locations.add(location());
        }
        return new SchemaDocument.DirectiveDefinition(description.text(), name, arguments, locations, repeatable, position,
                new Comments(description.comments(), comments, List.of()));
    }

    private String location() throws GraphqlException {
        Token name = expect(Token.Kind.NAME);
        if (!LOCATIONS.contains(name.value())) {
            throw unexpected(name);
        }
        return name.value();
    }
}
