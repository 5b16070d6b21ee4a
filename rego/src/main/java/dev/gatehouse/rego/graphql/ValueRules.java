package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules of values (section 5.6) and of the places of variables (section 5.8.5).
final class ValueRules implements Observer {
    private static final String RULE = "ValuesOfCorrectType";
    private static final Set<String> SCALARS = Set.of("Int", "Float", "String", "Boolean", "ID");

    private final Walk walk;

    ValueRules(Walk walk) {
        this.walk = walk;
    }

    @Override
    public void value(Literal value) {
        Walk.ValueUse use = walk.use(value);
        checkVariable(value, use);
        if (value.kind() == Literal.Kind.OBJECT) {
            Set<String> seen = new HashSet<>();
            for (Literal.Child child : value.children()) {
                if (!seen.add(child.name())) {
                    walk.report("UniqueInputFieldNames", child.position(),
                            "There can be only one input field named \"" + child.name() + "\".");
                }
            }
        }
        if (use.definition() != null && use.expected() != null) {
            check(value, use.expected(), use.definition());
        }
    }

    private void checkVariable(Literal value, Walk.ValueUse use) {
        Operation operation = walk.operation();
        if (value.kind() != Literal.Kind.VARIABLE || operation == null) {
            return;
        }
        QueryDocument.Variable variable = use.variable();
        if (variable == null) {
            walk.report("NoUndefinedVariables", value.position(), "Variable \"" + value + "\" is not defined"
                    + (operation.name().isEmpty() ? "." : " by operation \"" + operation.name() + "\"."));
        } else if (use.expected() != null) {
            boolean hasDefault = variable.defaultValue() != null && variable.defaultValue().kind() != Literal.Kind.NULL;
            TypeReference expected = hasDefault || use.hasDefault() ? use.expected().nullable() : use.expected();
            if (!variable.type().isCompatible(expected)) {
                walk.report("VariablesInAllowedPosition", value.position(), "Variable \"" + value + "\" of type \""
                        + variable.type() + "\" used in position expecting type \"" + use.expected() + "\".");
            }
        }
    }

    private void check(Literal value, TypeReference expected, Definition definition) {
        if (value.kind() == Literal.Kind.NULL && expected.nonNull()) {
            walk.report(RULE, value.position(), "Expected value of type \"" + expected + "\", found " + value + ".");
        }
        if (definition.kind() == Kind.SCALAR && !SCALARS.contains(definition.name())) {
            return;
        }
        String name = definition.name();
        List<String> values = definition.values().stream().map(SchemaDocument.EnumValue::name).toList();
        if (isUnreadable(value)) {
            unexpected(value, expected, definition, "");
        }
        switch (value.kind()) {
            case NULL, VARIABLE -> {
                // Whether a variable fits, its definition tells.
            }
            case LIST -> require(expected.element() != null, value, expected, definition);
            case INTEGER -> require(Set.of("Int", "Float", "ID").contains(name), value, expected, definition);
            case FLOAT -> require(name.equals("Float"), value, expected, definition);
            case BOOLEAN -> require(name.equals("Boolean"), value, expected, definition);
            case STRING, BLOCK_STRING -> {
                if (definition.kind() == Kind.ENUM) {
                    walk.report(RULE, value.position(),
                            "Enum \"" + expected + "\" cannot represent non-enum value: " + value + "."
                                    + Suggestions.quoted("Did you mean the enum value", value.raw(), values));
                } else {
                    require(name.equals("String") || name.equals("ID"), value, expected, definition);
                }
            }
            case ENUMERATION -> {
                if (definition.kind() != Kind.ENUM) {
                    unexpected(value, expected, definition,
                            Suggestions.plain("Did you mean the enum value", value.raw(), values));
                } else if (!values.contains(value.raw())) {
                    walk.report(RULE, value.position(), "Value \"" + value + "\" does not exist in \"" + expected + "\" enum."
                            + Suggestions.quoted("Did you mean the enum value", value.raw(), values));
                }
            }
            case OBJECT -> checkObject(value, definition);
        }
    }

    /// Whether a number is beyond what can be held.
    private static boolean isUnreadable(Literal value) {
        try {
            return switch (value.kind()) {
                case INTEGER -> Long.parseLong(value.raw()) == 0 && value.raw().isEmpty();
                case FLOAT -> Double.isInfinite(Double.parseDouble(value.raw()));
                default -> false;
            };
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void require(boolean holds, Literal value, TypeReference expected, Definition definition) {
        if (!holds) {
            unexpected(value, expected, definition, "");
        }
    }

    private void unexpected(Literal value, TypeReference expected, Definition definition, String suggestion) {
        String message = switch (expected.toString()) {
            case "Int", "Int!" -> "Int cannot represent " + (isLarge(value.raw()) ? "non 32-bit signed integer" : "non-integer")
                    + " value: " + value;
            case "String", "String!", "[String]" -> "String cannot represent a non string value: " + value;
            case "Boolean", "Boolean!" -> "Boolean cannot represent a non boolean value: " + value;
            case "Float", "Float!" -> "Float cannot represent non numeric value: " + value;
            case "ID", "ID!" -> "ID cannot represent a non-string and non-integer value: " + value;
            default -> definition.kind() == Kind.ENUM
                    ? "Enum \"" + expected + "\" cannot represent non-enum value: " + value + "."
                    : "Expected value of type \"" + expected + "\", found " + value + ".";
        };
        walk.report(RULE, value.position(), message + suggestion);
    }

    private static boolean isLarge(String text) {
        return text.matches("[+-]?[0-9]+")
                && new java.math.BigInteger(text.substring(0, Math.min(text.length(), 40))).bitLength() > 31;
    }

    private void checkObject(Literal value, Definition definition) {
        for (FieldDefinition field : definition.fields()) {
            if (field.type().nonNull() && field.defaultValue() == null && child(value, field.name()) == null) {
                walk.report(RULE, value.position(), "Field \"" + definition.name() + "." + field.name() + "\" of required type \""
                        + field.type() + "\" was not provided.");
            }
        }
        if (definition.directives().stream().anyMatch(directive -> directive.name().equals("oneOf"))) {
            checkOneOf(value, definition);
        }
        for (Literal.Child child : value.children()) {
            if (definition.field(child.name()) == null) {
                walk.report(RULE, child.position(), "Field \"" + child.name() + "\" is not defined by type \"" + definition.name()
                        + "\"." + Suggestions.quoted("Did you mean", child.name(),
                                definition.fields().stream().map(FieldDefinition::name).toList()));
            }
        }
    }

    private static Literal.@Nullable Child child(Literal value, String name) {
        return value.children().stream().filter(child -> child.name().equals(name)).findFirst().orElse(null);
    }

    private void checkOneOf(Literal value, Definition definition) {
        if (value.children().size() != 1) {
            walk.report(RULE, value.position(), "OneOf Input Object \"" + definition.name() + "\" must specify exactly one key.");
            return;
        }
        Literal only = value.children().getFirst().value();
        QueryDocument.Variable variable = walk.use(only).variable();
        if (only.kind() == Literal.Kind.NULL) {
            walk.report(RULE, only.position(),
                    "Field \"" + definition.name() + "." + definition.fields().getFirst().name() + "\" must be non-null.");
        } else if (only.kind() == Literal.Kind.VARIABLE && variable != null && !variable.type().nonNull()) {
            walk.report(RULE, only.position(), "Variable \"" + variable.name()
                    + "\" must be non-nullable to be used for OneOf Input Object \"" + definition.name() + "\".");
        }
    }
}
