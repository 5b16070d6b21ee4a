package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.GraphqlException.Problem;
import dev.gatehouse.rego.graphql.QueryDocument.Argument;
import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.QueryDocument.Selection;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.QueryDocument.Variable;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import dev.gatehouse.rego.graphql.SchemaDocument.DirectiveDefinition;
import dev.gatehouse.rego.graphql.SchemaDocument.FieldDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Walks a document along a schema, keeps what each part of it refers to, and gathers what rules find.
final class Walk {
    private static final FieldDefinition TYPE_NAME = new FieldDefinition("", "__typename", List.of(), null,
            TypeReference.of("String", false), List.of(), null, SchemaDocument.Comments.NONE);

    // Nested selections are bounded by the parser; fragments spread into fragments are not.
    private static final int DEEPEST = 500;

    /// What a field refers to.
    ///
    /// @param definition null if the type has no such field
    /// @param parent the type it is asked of; null if that is unknown
    record FieldUse(@Nullable FieldDefinition definition, @Nullable Definition parent) {}

    /// What a value must be.
    record ValueUse(
            @Nullable TypeReference expected, boolean hasDefault, @Nullable Definition definition, @Nullable Variable variable) {
        private static final ValueUse NONE = new ValueUse(null, false, null, null);
    }

    private record Found(int event, String rule, Problem problem) {}

    private final Schema schema;
    private final QueryDocument document;
    private final LongConsumer work;
    private final List<Observer> observers = new ArrayList<>();
    private final IdentityHashMap<Field, FieldUse> fields = new IdentityHashMap<>();
    private final IdentityHashMap<Literal, ValueUse> values = new IdentityHashMap<>();
    private final Set<Variable> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Fragment> fragments = new HashMap<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<String> walkedFragments = new HashSet<>();
    private @Nullable Operation operation;
    private int event;
    private int depth;

    Walk(Schema schema, QueryDocument document, LongConsumer work) {
        this.schema = schema;
        this.document = document;
        this.work = work;
        document.fragments().forEach(fragment -> fragments.putIfAbsent(fragment.name(), fragment));
    }

    void observe(Observer observer) {
        observers.add(observer);
    }

    Schema schema() {
        return schema;
    }

    QueryDocument document() {
        return document;
    }

    /// The operation that is walked; null in a fragment's own walk.
    @Nullable
    Operation operation() {
        return operation;
    }

    @Nullable
    Fragment fragment(String name) {
        return fragments.get(name);
    }

    FieldUse use(Field field) {
        return fields.getOrDefault(field, new FieldUse(null, null));
    }

    ValueUse use(Literal value) {
        return values.getOrDefault(value, ValueUse.NONE);
    }

    boolean isUsed(Variable variable) {
        return used.contains(variable);
    }

    void count(long units) {
        work.accept(units);
    }

    /// Spreads lead too deep.
    static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooDeep() {
            super("spreads lead more than " + DEEPEST + " levels deep", null, false, false);
        }
    }

    /// Goes a level deeper; [#leave()] comes back.
    void enter() {
        if (++depth > DEEPEST) {
            throw new TooDeep();
        }
    }

    void leave() {
        depth--;
    }

    /// Keeps a problem; problems are told in the order of the walk, and of the rules' names where one part has several.
    void report(String rule, @Nullable Position position, String message) {
        found.add(new Found(event, rule, new Problem(message, position)));
    }

    /// What the rules found.
    List<Problem> run() {
        for (Operation each : document.operations()) {
            walkedFragments.clear();
            walk(each);
        }
        for (Fragment each : document.fragments()) {
            walkedFragments.clear();
            Definition type = schema.type(each.typeCondition());
            walk(each.directives(), "FRAGMENT_DEFINITION");
            walk(type, each.selections());
            see(observer -> observer.fragment(each));
        }
        return found.stream().sorted(Comparator.comparingInt(Found::event).thenComparing(Found::rule)).map(Found::problem)
                .toList();
    }

    private void see(Consumer<Observer> sight) {
        work.accept(1);
        event++;
        observers.forEach(sight);
    }

    private void walk(Operation each) {
        operation = each;
        for (Variable variable : each.variables()) {
            see(observer -> observer.variable(variable));
        }
        for (Variable variable : each.variables()) {
            if (variable.defaultValue() != null) {
                expect(variable.defaultValue(), variable.type(), false);
                walk(variable.defaultValue());
            }
            walk(variable.directives(), "VARIABLE_DEFINITION");
        }
        String location = each.kind().isEmpty() ? "QUERY" : each.kind().toUpperCase(Locale.ROOT);
        walk(each.directives(), location);
        walk(schema.root(each.kind()), each.selections());
        see(observer -> observer.operation(each));
        operation = null;
    }

    private void expect(Literal value, TypeReference type, boolean hasDefault) {
        values.put(value, new ValueUse(type, hasDefault, schema.type(type.name()), null));
    }

    private void walk(List<Directive> directives, String location) {
        for (Directive directive : directives) {
            DirectiveDefinition definition = schema.directives().get(directive.name());
            walkArguments(definition == null ? List.of() : definition.arguments(), directive.arguments());
            see(observer -> observer.directive(directive, location));
        }
        see(observer -> observer.directives(directives));
    }

    private void walkArguments(List<FieldDefinition> definitions, List<Argument> arguments) {
        for (Argument argument : arguments) {
            FieldDefinition definition = SchemaDocument.find(definitions, argument.name());
            if (definition != null) {
                expect(argument.value(), definition.type(), hasDefault(definition));
            }
            walk(argument.value());
        }
    }

    private static boolean hasDefault(FieldDefinition definition) {
        return definition.defaultValue() != null && definition.defaultValue().kind() != Literal.Kind.NULL;
    }

    private void walk(Literal value) {
        ValueUse use = use(value);
        switch (value.kind()) {
            case VARIABLE -> {
                if (operation != null) {
                    Variable variable = operation.variables().stream().filter(each -> each.name().equals(value.raw())).findFirst()
                            .orElse(null);
                    values.put(value, new ValueUse(use.expected(), use.hasDefault(), use.definition(), variable));
                    if (variable != null) {
                        used.add(variable);
                    }
                }
            }
            case OBJECT -> {
                for (Literal.Child child : value.children()) {
                    FieldDefinition field = use.definition() == null ? null : use.definition().field(child.name());
                    if (field != null) {
                        expect(child.value(), field.type(), hasDefault(field));
                    }
                    walk(child.value());
                }
            }
            case LIST -> {
                for (Literal.Child child : value.children()) {
                    if (use.expected() != null && use.expected().element() != null) {
                        values.put(child.value(), new ValueUse(use.expected().element(), false, use.definition(), null));
                    }
                    walk(child.value());
                }
            }
            default -> {
                // A scalar has nothing in it.
            }
        }
        see(observer -> observer.value(value));
    }

    private void walk(@Nullable Definition parent, List<Selection> selections) {
        enter();
        for (Selection selection : selections) {
            switch (selection) {
                case Field field -> walk(parent, field);
                case Inline inline -> {
                    Definition inner = inline.typeCondition().isEmpty() ? parent : schema.type(inline.typeCondition());
                    walk(inline.directives(), "INLINE_FRAGMENT");
                    walk(inner, inline.selections());
                    see(observer -> observer.inline(inline, parent));
                }
                case Spread spread -> {
                    Fragment fragment = fragments.get(spread.name());
                    walk(spread.directives(), "FRAGMENT_SPREAD");
                    if (fragment != null && walkedFragments.add(fragment.name())) {
                        walk(schema.type(fragment.typeCondition()), fragment.selections());
                    }
                    see(observer -> observer.spread(spread, parent));
                }
            }
        }
        leave();
    }

    private void walk(@Nullable Definition parent, Field field) {
        FieldDefinition definition = field.name().equals("__typename")
                ? TYPE_NAME
                : parent == null ? null : parent.field(field.name());
        fields.put(field, new FieldUse(definition, parent));
        Definition next = definition == null ? null : schema.type(definition.type().name());
        walkArguments(definition == null ? List.of() : definition.arguments(), field.arguments());
        walk(field.directives(), "FIELD");
        walk(next, field.selections());
        see(observer -> observer.field(field));
    }
}
