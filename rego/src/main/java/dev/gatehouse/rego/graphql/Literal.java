package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.value.GoQuote;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value in a document.
///
/// @param raw the text of a scalar, a variable's or an enumeration value's name
/// @param children elements of a list or fields of an object
/// @param comments what was commented before it
record Literal(Kind kind, String raw, List<Child> children, @Nullable Position position, List<String> comments) {
    /// Kinds in the order of the numbers that stand for them in trees.
    enum Kind {
        VARIABLE, INTEGER, FLOAT, STRING, BLOCK_STRING, BOOLEAN, NULL, ENUMERATION, LIST, OBJECT
    }

    /// An element of a list, whose name is empty, or a field of an object.
    record Child(String name, Literal value, @Nullable Position position, List<String> comments) {}

    @Override
    public String toString() {
        return switch (kind) {
            case VARIABLE -> "$" + raw;
            case INTEGER, FLOAT, ENUMERATION, BOOLEAN, NULL -> raw;
            case STRING, BLOCK_STRING -> {
                var quoted = new StringBuilder();
                GoQuote.append(quoted, raw);
                yield quoted.toString();
            }
            case LIST -> children.stream().map(child -> child.value().toString()).collect(Collectors.joining(",", "[", "]"));
            case OBJECT -> children.stream().map(child -> child.name() + ":" + child.value())
                    .collect(Collectors.joining(",", "{", "}"));
        };
    }
}
