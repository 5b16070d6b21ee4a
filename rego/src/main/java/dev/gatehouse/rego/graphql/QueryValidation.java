package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.graphql.GraphqlException.Problem;
import java.util.List;
import java.util.function.LongConsumer;

/// Checks operations against a schema (section 5 of the specification).
public final class QueryValidation {
    // Spreads in spreads make a walk as deep as there are fragments.
    private static final int MOST_FRAGMENTS = 300;

    private QueryValidation() {}

    /// Checks a document.
    ///
    /// @param work counts what is looked at; may throw to stop
    /// @throws GraphqlException with all problems
    public static void check(Schema schema, QueryDocument document, LongConsumer work) throws GraphqlException {
        if (document.fragments().size() > MOST_FRAGMENTS) {
            throw GraphqlException.plain("more than " + MOST_FRAGMENTS + " fragments");
        }
        var walk = new Walk(schema, document, work);
        walk.observe(new OperationRules(walk));
        walk.observe(new FieldRules(walk));
        walk.observe(new FragmentRules(walk));
        walk.observe(new DirectiveRules(walk));
        walk.observe(new ValueRules(walk));
        walk.observe(new MergeableFields(walk));
        List<Problem> problems;
        try {
            problems = walk.run();
        } catch (Walk.TooDeep e) {
            throw GraphqlException.plain(String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new GraphqlException(problems, "\n");
        }
    }
}
