package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checks that types and directives fit together (sections 3.6 to 3.13 of the specification).
final class SchemaValidation {
    private final Schema schema;

    SchemaValidation(Schema schema) {
        this.schema = schema;
    }

    void check() throws GraphqlException {
        for (Definition definition : new TreeMap<>(schema.types()).values()) {
            check(definition);
        }
        for (DirectiveDefinition directive : new TreeMap<>(schema.directives()).values()) {
            checkName(directive.name(), directive.position());
            checkArguments(directive.arguments(), directive);
        }
    }

    private static void fail(@Nullable Position position, String message) throws GraphqlException {
        throw new GraphqlException(message, position);
    }

    private static void checkName(String name, @Nullable Position position) throws GraphqlException {
        if (name.startsWith("__")) {
            fail(position, "Name \"" + name + "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        }
    }

    private void check(Definition definition) throws GraphqlException {
        for (FieldDefinition field : definition.fields()) {
            checkName(field.name(), field.position());
            checkType(field.type());
            checkArguments(field.arguments(), null);
            checkDirectives(field.directives(),
                    definition.kind() == Kind.INPUT_OBJECT ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION", null);
        }
        for (String member : definition.types()) {
            Definition type = schema.type(member);
            if (type == null) {
                fail(definition.position(), "Undefined type \"" + member + "\".");
            } else if (type.kind() != Kind.OBJECT) {
                fail(definition.position(), definition.kind() + " type \"" + member + "\" must be OBJECT.");
            }
        }
        for (String implemented : definition.interfaces()) {
            checkImplementation(definition, implemented);
        }
        checkContent(definition);
        Set<String> names = new HashSet<>();
        for (FieldDefinition field : definition.fields()) {
            if (!names.add(field.name())) {
                fail(field.position(), "Field " + definition.name() + "." + field.name() + " can only be defined once.");
            }
        }
        if (!definition.builtIn()) {
            checkName(definition.name(), definition.position());
        }
        checkDirectives(definition.directives(), definition.kind().name(), null);
    }

    private void checkContent(Definition definition) throws GraphqlException {
        String name = definition.kind() + " " + definition.name() + ": ";
        switch (definition.kind()) {
            case OBJECT, INTERFACE -> {
                if (definition.fields().isEmpty()) {
                    fail(definition.position(), name + "must define one or more fields.");
                }
                for (FieldDefinition field : definition.fields()) {
                    Definition type = schema.type(field.type().name());
                    if (type != null && type.kind() == Kind.INPUT_OBJECT) {
                        fail(field.position(), name + "field must be one of SCALAR, OBJECT, INTERFACE, UNION, ENUM.");
                    }
                }
            }
            case ENUM -> {
                if (definition.values().isEmpty()) {
                    fail(definition.position(), name + "must define one or more unique enum values.");
                }
                for (SchemaDocument.EnumValue value : definition.values()) {
                    if (Set.of("true", "false", "null").contains(value.name())) {
                        fail(definition.position(), name + "non-enum value " + value.name() + ".");
                    }
                    checkDirectives(value.directives(), "ENUM_VALUE", null);
                }
            }
            case INPUT_OBJECT -> {
                if (definition.fields().isEmpty()) {
                    fail(definition.position(), name + "must define one or more input fields.");
                }
                for (FieldDefinition field : definition.fields()) {
                    Definition type = schema.type(field.type().name());
                    if (type != null && !type.kind().isInput()) {
                        fail(field.position(),
                                type.kind() + " " + field.name() + ": field must be one of SCALAR, ENUM, INPUT_OBJECT.");
                    }
                }
            }
            case SCALAR, UNION -> {
                // A scalar has no content; a union's was checked.
            }
        }
    }

    private void checkType(TypeReference type) throws GraphqlException {
        if (schema.type(type.name()) == null) {
            fail(type.position(), "Undefined type " + type.name() + ".");
        }
    }

    private void checkArguments(List<FieldDefinition> arguments, @Nullable DirectiveDefinition within) throws GraphqlException {
        for (FieldDefinition argument : arguments) {
            checkName(argument.name(), argument.position());
            checkType(argument.type());
            Definition type = schema.type(argument.type().name());
            if (type != null && !type.kind().isInput()) {
                fail(argument.position(), "cannot use " + argument.type() + " as argument " + argument.name() + " because "
                        + type.kind() + " is not a valid input type");
            }
            checkDirectives(argument.directives(), "ARGUMENT_DEFINITION", within);
        }
    }

    void checkDirectives(List<Directive> directives, String location, @Nullable DirectiveDefinition within)
            throws GraphqlException {
        for (Directive directive : directives) {
            String name = directive.name();
            checkName(name, directive.position());
            if (within != null && name.equals(within.name())) {
                fail(directive.position(), "Directive " + name + " cannot refer to itself.");
            }
            DirectiveDefinition definition = schema.directives().get(name);
            if (definition == null) {
                throw new GraphqlException("Undefined directive " + name + ".", directive.position());
            }
            if (!definition.locations().contains(location)) {
                fail(directive.position(), "Directive " + name + " is not applicable on " + location + ".");
            }
            for (QueryDocument.Argument argument : directive.arguments()) {
                if (SchemaDocument.find(definition.arguments(), argument.name()) == null) {
                    fail(argument.position(), "Undefined argument " + argument.name() + " for directive " + name + ".");
                }
            }
            for (FieldDefinition wanted : definition.arguments()) {
                boolean given = directive.arguments().stream().filter(argument -> argument.name().equals(wanted.name()))
                        .findFirst()
                        .map(argument -> argument.value().kind() != Literal.Kind.NULL).orElse(false);
                if (wanted.type().nonNull() && wanted.defaultValue() == null && !given) {
                    fail(directive.position(), "Argument " + wanted.name() + " for directive " + name + " cannot be null.");
                }
            }
        }
    }

    private void checkImplementation(Definition definition, String name) throws GraphqlException {
        Definition implemented = schema.type(name);
        if (implemented == null) {
            throw new GraphqlException("Undefined type \"" + name + "\".", definition.position());
        }
        if (implemented.kind() != Kind.INTERFACE) {
            fail(definition.position(), "\"" + name + "\" is a non interface type " + implemented.kind() + ".");
        }
        for (FieldDefinition required : implemented.fields()) {
            checkField(definition, implemented, required);
        }
        for (String further : implemented.interfaces()) {
            if (!definition.interfaces().contains(further)) {
                fail(definition.position(), further.equals(definition.name())
                        ? "Type " + further + " cannot implement " + name + " because it would create a circular reference."
                        : "Type " + definition.name() + " must implement " + further + " because it is implemented by " + name
                                + ".");
            }
        }
    }

    private void checkField(Definition definition, Definition implemented, FieldDefinition required) throws GraphqlException {
        String prefix = "For " + definition.name() + " to implement " + implemented.name();
        FieldDefinition found = definition.field(required.name());
        if (found == null) {
            throw new GraphqlException(prefix + " it must have a field called " + required.name() + ".", definition.position());
        }
        if (!isCovariant(required.type(), found.type())) {
            fail(found.position(), prefix + " the field " + required.name() + " must have type " + required.type() + ".");
        }
        for (FieldDefinition argument : required.arguments()) {
            FieldDefinition given = SchemaDocument.find(found.arguments(), argument.name());
            String same = prefix + " the field " + required.name() + " must have the same arguments but ";
            if (given == null) {
                throw new GraphqlException(same + "it is missing " + argument.name() + ".", found.position());
            }
            if (!argument.type().isCompatible(given.type())) {
                fail(given.position(), same + argument.name() + " has the wrong type.");
            }
        }
        for (FieldDefinition given : found.arguments()) {
            if (SchemaDocument.find(required.arguments(), given.name()) == null && given.type().nonNull()
                    && given.defaultValue() == null) {
                fail(given.position(), prefix + " any additional arguments on " + found.name()
                        + " must be optional or have a default value but " + given.name() + " is required.");
            }
        }
    }

    private boolean isCovariant(TypeReference required, TypeReference actual) {
        if (required.nonNull() && !actual.nonNull()) {
            return false;
        }
        if (!required.named().isEmpty()) {
            return required.named().equals(actual.named())
                    || schema.possible(required.named()).stream().anyMatch(type -> type.name().equals(actual.named()));
        }
        return required.element() == null || (actual.element() != null && isCovariant(required.element(), actual.element()));
    }
}
