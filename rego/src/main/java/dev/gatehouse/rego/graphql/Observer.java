package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.QueryDocument.Directive;
import dev.gatehouse.rego.graphql.QueryDocument.Field;
import dev.gatehouse.rego.graphql.QueryDocument.Fragment;
import dev.gatehouse.rego.graphql.QueryDocument.Inline;
import dev.gatehouse.rego.graphql.QueryDocument.Operation;
import dev.gatehouse.rego.graphql.QueryDocument.Spread;
import dev.gatehouse.rego.graphql.QueryDocument.Variable;
import dev.gatehouse.rego.graphql.SchemaDocument.Definition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of the specification's section 5 that look at a document while it is walked. Each thing is seen after what is in it.
interface Observer {
    default void operation(Operation operation) {}

    default void variable(Variable variable) {}

    default void fragment(Fragment fragment) {}

    default void field(Field field) {}

    /// @param parent the type that the fragment stands in; null if that is unknown
    default void inline(Inline inline, @Nullable Definition parent) {}

    /// @param parent the type that the fragment stands in; null if that is unknown
    default void spread(Spread spread, @Nullable Definition parent) {}

    default void directive(Directive directive, String location) {}

    default void directives(List<Directive> directives) {}

    default void value(Literal value) {}
}
