package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.QueryDocument.Variable;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules of operations (section 5.2) and their variables (section 5.8).
final class OperationRules implements Observer {
    private final Walk walk;
    private final Set<String> names = new HashSet<>();

    OperationRules(Walk walk) {
        this.walk = walk;
    }

    @Override
    public void operation(Operation operation) {
        if (walk.schema().root(operation.kind()) == null) {
            walk.report("KnownRootType", operation.position(),
                    "Schema does not support operation type \"" + operation.kind() + "\"");
        }
        if (operation.name().isEmpty() && walk.document().operations().size() > 1) {
            walk.report("LoneAnonymousOperation", operation.position(),
                    "This anonymous operation must be the only defined operation.");
        }
        if (!names.add(operation.name())) {
            walk.report("UniqueOperationNames", operation.position(),
                    "There can be only one operation named \"" + operation.name() + "\".");
        }
        checkVariables(operation);
        if (operation.kind().equals("subscription") && walk.schema().root("subscription") != null) {
            checkSubscription(operation);
        }
    }

    private void checkVariables(Operation operation) {
        Map<String, Integer> seen = new HashMap<>();
        for (Variable variable : operation.variables()) {
            if (!walk.isUsed(variable)) {
                String where = operation.name().isEmpty() ? "." : " in operation \"" + operation.name() + "\".";
                walk.report("NoUnusedVariables", variable.position(),
                        "Variable \"$" + variable.name() + "\" is never used" + where);
            }
            if (seen.merge(variable.name(), 1, Integer::sum) == 2) {
                walk.report("UniqueVariableNames", variable.position(),
                        "There can be only one variable named \"$" + variable.name() + "\".");
            }
            Definition type = walk.schema().type(variable.type().name());
            if (type != null && !type.kind().isInput()) {
                walk.report("VariablesAreInputTypes", variable.position(),
                        "Variable \"$" + variable.name() + "\" cannot be non-input type \"" + variable.type() + "\".");
            }
        }
    }

    @Override
    public void variable(Variable variable) {
        if (walk.schema().type(variable.type().name()) == null) {
            walk.report("KnownTypeNames", variable.position(), "Unknown type \"" + variable.type().name() + "\".");
        }
    }

    private void checkSubscription(Operation operation) {
        List<Field> top = new ArrayList<>();
        collect(operation.selections(), top, new HashSet<>(), new HashSet<>());
        String name = operation.name().isEmpty() ? "Anonymous Subscription" : "Subscription \"" + operation.name() + "\"";
        if (top.size() > 1) {
            walk.report("SingleFieldSubscriptions", top.get(1).position(), name + " must select only one top level field.");
        }
        for (Field field : top) {
            if (field.name().startsWith("__")) {
                walk.report("SingleFieldSubscriptions", field.position(),
                        name + " must not select an introspection top level field.");
            }
        }
    }

    private void collect(List<Selection> selections, List<Field> fields, Set<String> seen, Set<String> entered) {
        for (Selection selection : selections) {
            switch (selection) {
                case Field field -> {
                    if (seen.add(field.name())) {
                        fields.add(field);
                    }
                }
                case Inline inline -> collect(inline.selections(), fields, seen, entered);
                case Spread spread -> {
                    Fragment fragment = walk.fragment(spread.name());
                    if (fragment == null) {
                        return;
                    }
                    if (entered.add(fragment.name())) {
                        collect(fragment.selections(), fields, seen, entered);
                    }
                }
            }
        }
    }
}
