package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Argument;
import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rules of fields (section 5.3) and arguments (section 5.4).
final class FieldRules implements Observer {
    private static final Set<String> INTROSPECTED_LISTS = Set.of("fields", "interfaces", "possibleTypes", "inputFields");
    // Introspection that asks for lists in lists in lists takes a server's breath away.
    private static final int DEEPEST_INTROSPECTION = 3;

    private final Walk walk;

    FieldRules(Walk walk) {
        this.walk = walk;
    }

    @Override
    public void field(Field field) {
        Walk.FieldUse use = walk.use(field);
        FieldDefinition definition = use.definition();
        Definition parent = use.parent();
        if (parent != null && definition == null) {
            walk.report("FieldsOnCorrectType", field.position(), "Cannot query field \"" + field.name() + "\" on type \""
                    + parent.name() + "\"." + Suggestions.forField(walk.schema(), parent, field.name()));
        }
        if (definition != null) {
            if (parent != null) {
                checkKnown(definition.arguments(), field.arguments(), "field \"" + parent.name() + "." + field.name() + "\".",
                        field.position());
            }
            checkRequired(definition.arguments(), field.arguments(), "Field \"" + field.name() + "\"", field.position());
            checkLeaf(field, definition);
        }
        checkUnique(field.arguments());
        if ((field.name().equals("__schema") || field.name().equals("__type")) && isTooDeep(field, new HashSet<>(), 0)) {
            walk.report("MaxIntrospectionDepth", field.position(), "Maximum introspection depth exceeded");
        }
    }

    private void checkLeaf(Field field, FieldDefinition definition) {
        Definition type = walk.schema().type(definition.type().name());
        if (type == null) {
            return;
        }
        if (type.kind().isLeaf() && !field.selections().isEmpty()) {
            walk.report("ScalarLeafs", field.position(), "Field \"" + field.name()
                    + "\" must not have a selection since type \"" + type.name() + "\" has no subfields.");
        }
        if (!type.kind().isLeaf() && field.selections().isEmpty()) {
            walk.report("ScalarLeafs", field.position(), "Field \"" + field.name() + "\" of type \"" + definition.type()
                    + "\" must have a selection of subfields. Did you mean \"" + field.name() + " { ... }\"?");
        }
    }

    @Override
    public void directive(Directive directive, String location) {
        DirectiveDefinition definition = walk.schema().directives().get(directive.name());
        if (definition != null) {
            String name = "irective \"@" + directive.name() + "\"";
            checkKnown(definition.arguments(), directive.arguments(), "d" + name + ".", directive.position());
            checkRequired(definition.arguments(), directive.arguments(), "D" + name, directive.position());
        }
        checkUnique(directive.arguments());
    }

    private void checkKnown(List<FieldDefinition> definitions, List<Argument> arguments, String on, @Nullable Position position) {
        for (Argument argument : arguments) {
            if (SchemaDocument.find(definitions, argument.name()) == null) {
                walk.report("KnownArgumentNames", position, "Unknown argument \"" + argument.name() + "\" on " + on
                        + Suggestions.quoted("Did you mean", argument.name(),
                                definitions.stream().map(FieldDefinition::name).toList()));
            }
        }
    }

    private void checkRequired(List<FieldDefinition> definitions, List<Argument> arguments, String of,
            @Nullable Position position) {
        for (FieldDefinition definition : definitions) {
            if (definition.type().nonNull() && definition.defaultValue() == null
                    && arguments.stream().noneMatch(argument -> argument.name().equals(definition.name()))) {
                walk.report("ProvidedRequiredArguments", position, of + " argument \"" + definition.name() + "\" of type \""
                        + definition.type() + "\" is required, but it was not provided.");
            }
        }
    }

    private void checkUnique(List<Argument> arguments) {
        Map<String, Integer> seen = new HashMap<>();
        for (Argument argument : arguments) {
            if (seen.merge(argument.name(), 1, Integer::sum) == 2) {
                walk.report("UniqueArgumentNames", argument.position(),
                        "There can be only one argument named \"" + argument.name() + "\".");
            }
        }
    }

    private boolean isTooDeep(Field field, Set<String> entered, int lists) {
        int depth = INTROSPECTED_LISTS.contains(field.name()) ? lists + 1 : lists;
        return depth >= DEEPEST_INTROSPECTION || isTooDeep(field.selections(), entered, depth);
    }

    private boolean isTooDeep(List<Selection> selections, Set<String> entered, int lists) {
        walk.count(selections.size());
        for (Selection selection : selections) {
            boolean deep = switch (selection) {
                case Field field -> isTooDeep(field, entered, lists);
                case Inline inline -> isTooDeep(inline.selections(), entered, lists);
                case Spread spread -> {
                    Fragment fragment = walk.fragment(spread.name());
                    if (fragment == null || !entered.add(spread.name())) {
                        yield false;
                    }
                    boolean inside = isTooDeep(fragment.selections(), entered, lists);
                    entered.remove(spread.name());
                    yield inside;
                }
            };
            if (deep) {
                return true;
            }
        }
        return false;
    }
}
