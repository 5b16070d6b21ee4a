package dev.gatehouse.foreign.mapping;

import java.util.List;

/// The way to the results of a report: keys, and lists whose every element is walked through. The last is the list of results.
///
/// @param parts
///            ends with a list
public record ResultPath(List<Part> parts) {

    /// A part of the way.
    public sealed interface Part {
        /// To the value of a key.
        record Key(String name) implements Part {}

        /// To each element of a list.
        record Each() implements Part {}
    }

    public ResultPath {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || !(parts.getLast() instanceof Part.Each)) {
            throw new IllegalArgumentException("the way to the results must end with a list: []");
        }
    }

    /// The ways of a format.
    public static List<ResultPath> all(ForeignFormat format) {
        return format.results().stream().map(ResultPath::of).toList();
    }

    static ResultPath of(Expression expression) {
        return new ResultPath(expression.steps().stream().<Part>map(step -> switch (step) {
            case Step.Key(String name) -> new Part.Key(name);
            case Step.Each _ -> new Part.Each();
            case Step.Index _,Step.Nested _ ->
                throw new IllegalArgumentException("the way to the results has keys and lists only: " + expression);
        }).toList());
    }
}
