package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Types and directives that fit together, those that every schema has included.
public final class Schema {
    /// Directives that a document may define again; the first definition counts.
    private static final Set<String> REDEFINABLE = Set.of("include", "skip", "deprecated", "specifiedBy", "defer", "oneOf");

    private final Map<String, Definition> types = new LinkedHashMap<>();
    private final Map<String, DirectiveDefinition> directives = new LinkedHashMap<>();
    private final Map<String, List<Definition>> possible = new HashMap<>();
    private final Map<String, String> roots = new HashMap<>();

    private Schema() {}

    /// Checks a document of types.
    ///
    /// @throws GraphqlException with the first problem
    public static Schema of(SchemaDocument document) throws GraphqlException {
        var schema = new Schema();
        try {
            schema.build(document);
        } catch (GraphqlException e) {
            throw GraphqlException.plain("Error in gqlparser SchemaDocument to Schema conversion: " + e.getMessage());
        }
        return schema;
    }

    private static SchemaDocument builtIn() throws GraphqlException {
        try (InputStream resource = Schema.class.getResourceAsStream("built-in.graphql")) {
            if (resource == null) {
                throw new IllegalStateException("built-in.graphql is missing");
            }
            return SchemaParser.parseBuiltIn(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private void build(SchemaDocument document) throws GraphqlException {
        SchemaDocument own = builtIn();
        for (Definition definition : joined(own.definitions(), document.definitions())) {
            if (types.putIfAbsent(definition.name(), definition) != null) {
                throw new GraphqlException("Cannot redeclare type " + definition.name() + ".", definition.position());
            }
        }
        for (Definition extension : document.extensions()) {
            extend(extension);
        }
        for (Definition definition : types.values()) {
            if (definition.kind() == Kind.UNION) {
                for (String member : definition.types()) {
                    Definition type = types.get(member);
                    if (type != null) {
                        possible.computeIfAbsent(definition.name(), name -> new ArrayList<>()).add(type);
                    }
                }
                continue;
            }
            boolean concrete = definition.kind() == Kind.OBJECT || definition.kind() == Kind.INPUT_OBJECT;
            for (String implemented : definition.interfaces()) {
                possible.computeIfAbsent(implemented, name -> new ArrayList<>()).add(definition);
            }
            if (concrete) {
                possible.computeIfAbsent(definition.name(), name -> new ArrayList<>()).add(definition);
            }
        }
        for (DirectiveDefinition directive : joined(own.directives(), document.directives())) {
            if (directives.containsKey(directive.name()) && !REDEFINABLE.contains(directive.name())) {
                throw new GraphqlException("Cannot redeclare directive " + directive.name() + ".", directive.position());
            }
            directives.put(directive.name(), directive);
        }
        readRoots(document);
        new SchemaValidation(this).check();
        if (document.schemas().isEmpty()) {
            Map.of("query", "Query", "mutation", "Mutation", "subscription", "Subscription").forEach((operation, type) -> {
                if (types.containsKey(type)) {
                    roots.putIfAbsent(operation, type);
                }
            });
        }
        addIntrospection();
    }

    private void extend(Definition extension) throws GraphqlException {
        Definition base = types.get(extension.name());
        if (base == null) {
            types.put(extension.name(), extension);
            return;
        }
        if (base.kind() != extension.kind()) {
            throw new GraphqlException("Cannot extend type " + extension.name() + " because the base type is a " + base.kind()
                    + ", not " + extension.kind() + ".", extension.position());
        }
        types.put(base.name(), new Definition(base.kind(), base.description(), base.name(),
                joined(base.directives(), extension.directives()), joined(base.interfaces(), extension.interfaces()),
                joined(base.fields(), extension.fields()), joined(base.types(), extension.types()),
                joined(base.values(), extension.values()), base.position(), base.builtIn(), base.comments()));
    }

    private void readRoots(SchemaDocument document) throws GraphqlException {
        if (document.schemas().size() > 1) {
            throw new GraphqlException("Cannot have multiple schema entry points, consider schema extensions instead.",
                    document.schemas().get(1).position());
        }
        for (SchemaDocument.SchemaDefinition schema : joined(document.schemas(), document.schemaExtensions())) {
            for (SchemaDocument.RootType root : schema.roots()) {
                if (!types.containsKey(root.type())) {
                    throw new GraphqlException("Schema root " + root.operation() + " refers to a type " + root.type()
                            + " that does not exist.", root.position());
                }
                roots.put(root.operation(), root.type());
            }
            new SchemaValidation(this).checkDirectives(schema.directives(), "SCHEMA", null);
        }
    }

    /// The root of queries has two fields more than were written.
    private void addIntrospection() {
        Definition query = root("query");
        if (query == null) {
            return;
        }
        var name = new FieldDefinition("", "name", List.of(), null, TypeReference.of("String", true), List.of(), null,
                SchemaDocument.Comments.NONE);
        var fields = new ArrayList<>(query.fields());
        fields.add(new FieldDefinition("", "__schema", List.of(), null, TypeReference.of("__Schema", true), List.of(), null,
                SchemaDocument.Comments.NONE));
        fields.add(new FieldDefinition("", "__type", List.of(name), null, TypeReference.of("__Type", false), List.of(), null,
                SchemaDocument.Comments.NONE));
        types.put(query.name(), new Definition(query.kind(), query.description(), query.name(), query.directives(),
                query.interfaces(), fields, query.types(), query.values(), query.position(), query.builtIn(), query.comments()));
    }

    Map<String, Definition> types() {
        return types;
    }

    @Nullable
    Definition type(String name) {
        return types.get(name);
    }

    Map<String, DirectiveDefinition> directives() {
        return directives;
    }

    /// The type that an operation begins at; null if the schema does not have such operations.
    @Nullable
    Definition root(String operation) {
        String name = roots.get(operation.isEmpty() ? "query" : operation);
        return name == null ? null : types.get(name);
    }

    /// The types that a value of a type can have.
    List<Definition> possible(String name) {
        return possible.getOrDefault(name, List.of());
    }
}
