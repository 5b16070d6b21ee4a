package dev.gatehouse.rego.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations and fragments.
///
/// @param comments what was commented at the end
public record QueryDocument(List<Operation> operations, List<Fragment> fragments, List<String> comments) {
    /// A query, a mutation or a subscription; the kind of an operation without a keyword is `query`.
    record Operation(
            String kind, String name, List<Variable> variables, List<Directive> directives, List<Selection> selections,
            @Nullable Position position, List<String> comments) {}

    record Variable(
            String name, TypeReference type, @Nullable Literal defaultValue, List<Directive> directives,
            @Nullable Position position, List<String> comments) {}

    record Fragment(
            String name, List<Variable> variables, String typeCondition, List<Directive> directives, List<Selection> selections,
            @Nullable Position position, List<String> comments) {}

    record Directive(String name, List<Argument> arguments, @Nullable Position position) {}

    record Argument(String name, Literal value, @Nullable Position position, List<String> comments) {}

    /// Part of what an operation asks for.
    sealed interface Selection {
        @Nullable
        Position position();
    }

    record Field(
            String alias, String name, List<Argument> arguments, List<Directive> directives, List<Selection> selections,
            @Nullable Position position, List<String> comments) implements Selection {
        String responseName() {
            return alias.isEmpty() ? name : alias;
        }
    }

    record Spread(String name, List<Directive> directives, @Nullable Position position, List<String> comments)
            implements
                Selection {}

    /// @param typeCondition empty if there is none
    record Inline(
            String typeCondition, List<Directive> directives, List<Selection> selections, @Nullable Position position,
            List<String> comments) implements Selection {}
}
