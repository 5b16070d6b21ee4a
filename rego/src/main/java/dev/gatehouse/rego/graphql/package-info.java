/// The GraphQL document and schema language (specification of October 2021, with `@defer` and `@oneOf`): parser, tree, validation. Trees,
/// messages and places are those of OPA's `graphql` built-ins.
@NullMarked
package dev.gatehouse.rego.graphql;

import org.jspecify.annotations.NullMarked;
