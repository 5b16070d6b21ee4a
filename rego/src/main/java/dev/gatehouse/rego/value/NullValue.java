package dev.gatehouse.rego.value;

import org.jspecify.annotations.Nullable;

/// The value `null`.
public final class NullValue extends Value {
    /// The only instance.
    public static final NullValue NULL = new NullValue();

    private NullValue() {}

    @Override
    public Kind kind() {
        return Kind.NULL;
    }

    @Override
    int compareSameKind(Value other) {
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 0x6e756c6c;
    }

    @Override
    public void appendTo(StringBuilder text) {
        text.append("null");
    }
}
