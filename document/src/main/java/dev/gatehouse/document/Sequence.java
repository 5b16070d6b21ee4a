package dev.gatehouse.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values in order.
///
/// @param values
///            in the order of the source
/// @param tag
///            see [Value#tag]
public record Sequence(Range range, List<Value> values, @Nullable String tag) implements Value {
    public Sequence {
        values = List.copyOf(values);
    }

    /// A sequence without a tag.
    public Sequence(Range range, List<Value> values) {
        this(range, values, null);
    }

    @Override
    public String kind() {
        return "a sequence";
    }

    @Override
    public String toString() {
        return "sequence of " + values.size() + " at " + range;
    }
}
