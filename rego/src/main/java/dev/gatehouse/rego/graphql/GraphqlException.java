package dev.gatehouse.rego.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a text is no document, or a document is not valid.
public final class GraphqlException extends Exception {
    private static final long serialVersionUID = 1;

    /// One thing that is wrong.
    ///
    /// @param position null if the tree did not come from a text
    record Problem(String message, @Nullable Position position) {
        String text() {
            return "input" + (position == null ? "" : ":" + position.line() + ":" + position.column()) + ": " + message;
        }
    }

    private GraphqlException(String message) {
        // A value that nobody looks at while built-in errors are undefined: no stack trace.
        super(message, null, false, false);
    }

    GraphqlException(String message, @Nullable Position position) {
        this(List.of(new Problem(message, position)), "");
    }

    /// All problems of a document; the place of the first is named.
    ///
    /// @param end what follows each problem
    GraphqlException(List<Problem> problems, String end) {
        this(describe(problems, end));
    }

    static GraphqlException plain(String message) {
        return new GraphqlException(message);
    }

    private static String describe(List<Problem> problems, String end) {
        Position position = problems.getFirst().position();
        var text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(text.isEmpty() && position != null ? problem.message() : problem.text()).append(end);
        }
        if (position == null) {
            return "GraphQL parse error: " + text;
        }
        String message = text.toString().stripLeading();
        return (message.endsWith(".\n") ? message.substring(0, message.length() - 2) : message)
                + " in GraphQL string at location "
                + position.line() + ":" + position.column();
    }
}
