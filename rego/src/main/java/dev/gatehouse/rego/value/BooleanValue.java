package dev.gatehouse.rego.value;

import org.jspecify.annotations.Nullable;

/// `true` or `false`. There are only these two instances, so they may be compared by identity.
public final class BooleanValue extends Value {
    /// The value `true`.
    public static final BooleanValue TRUE = new BooleanValue(true);
    /// The value `false`.
    public static final BooleanValue FALSE = new BooleanValue(false);

    private final boolean value;

    private BooleanValue(boolean value) {
        this.value = value;
    }

    /// The value for a Java boolean.
    public static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /// The Java boolean.
    public boolean value() {
        return value;
    }

    @Override
    public Kind kind() {
        return Kind.BOOLEAN;
    }

    @Override
    int compareSameKind(Value other) {
        return this == other ? 0 : value ? 1 : -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Hashing.of(value ? 1L : 0L);
    }

    @Override
    public void appendTo(StringBuilder text) {
        text.append(value);
    }
}
