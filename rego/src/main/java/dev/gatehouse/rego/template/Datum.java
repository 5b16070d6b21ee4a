package dev.gatehouse.rego.template;

import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.Value;

/// What templates compute with: the values of the policy, and Go's own numbers, which constants and functions give. A number of the
/// policy is a text here, as it is in OPA.
sealed interface Datum {
    /// A value of the policy, or a text or truth of the template.
    record Of(Value value) implements Datum {}

    /// A Go integer.
    record Whole(long value) implements Datum {}

    /// A Go floating point number.
    record Floating(double value) implements Datum {}

    /// Nothing, as from a key that is missing.
    record Missing() implements Datum {}

    Datum MISSING = new Missing();

    /// Whether there is no value, or a null.
    default boolean isNothing() {
        return this instanceof Missing || (this instanceof Of(Value value) && value == NullValue.NULL);
    }
}
