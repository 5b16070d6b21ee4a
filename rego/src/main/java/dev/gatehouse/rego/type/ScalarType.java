package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The types of scalars.
///
/// @param kind the kind of the values
public record ScalarType(Value.Kind kind) implements Type {
    /// The type of `null`.
    public static final ScalarType NULL = new ScalarType(Value.Kind.NULL);
    /// The type of `true` and `false`.
    public static final ScalarType BOOLEAN = new ScalarType(Value.Kind.BOOLEAN);
    /// The type of numbers.
    public static final ScalarType NUMBER = new ScalarType(Value.Kind.NUMBER);
    /// The type of strings.
    public static final ScalarType STRING = new ScalarType(Value.Kind.STRING);

    @Override
    public @Nullable Type select(Value key) {
        return null;
    }

    @Override
    public @Nullable Type keys() {
        return null;
    }

    @Override
    public @Nullable Type values() {
        return null;
    }

    @Override
    public int rank() {
        return kind.ordinal();
    }

    @Override
    public int compareSameRank(Type other) {
        return 0;
    }

    @Override
    public String toString() {
        return kind.typeName();
    }
}
