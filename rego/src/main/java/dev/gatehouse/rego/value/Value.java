package dev.gatehouse.rego.value;

import org.jspecify.annotations.Nullable;

/// An immutable Rego value.
///
/// Values have one total order, the order in which Rego iterates over sets and objects: null, then booleans (false first), numbers,
/// strings (by Unicode code point), arrays, objects, sets. Two values are equal exactly if they compare as 0; numbers are equal by
/// value, so `1` equals `1.0`.
///
/// Hash codes are cached. All values are safe to share between threads.
public abstract sealed class Value implements Comparable<Value>
        permits NullValue, BooleanValue, NumberValue, StringValue, ArrayValue, ObjectValue, SetValue {
    /// The kinds of value, in the order in which values of different kinds compare.
    public enum Kind {
        NULL("null"), BOOLEAN("boolean"), NUMBER("number"), STRING("string"), ARRAY("array"), OBJECT("object"), SET("set");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        /// The name that `type_name` gives to values of this kind.
        public String typeName() {
            return typeName;
        }
    }

    Value() {}

    /// The kind of this value.
    public abstract Kind kind();

    /// What `this[key]` is: an array's element, an object's value, a set's element; null where that is undefined.
    public @Nullable Value get(Value key) {
        return null;
    }

    /// How many elements or entries a collection has; 0 for a scalar.
    public int size() {
        return 0;
    }

    /// Whether this value is anything but `false`; a body's expression holds exactly then.
    public final boolean isTrue() {
        return this != BooleanValue.FALSE;
    }

    @Override
    public final int compareTo(Value other) {
        if (this == other) {
            return 0;
        }
        Kind mine = kind();
        Kind its = other.kind();
        return mine == its ? compareSameKind(other) : mine.ordinal() - its.ordinal();
    }

    /// Compares with a value of the same kind.
    abstract int compareSameKind(Value other);

    @Override
    public abstract boolean equals(@Nullable Object other);

    @Override
    public abstract int hashCode();

    /// The value as a Rego term: strings quoted, sets in braces, an empty set as `set()`.
    @Override
    public final String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    /// Appends the text of [#toString()].
    public abstract void appendTo(StringBuilder text);
}
