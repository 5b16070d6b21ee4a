package dev.gatehouse.rego.builtin;

/// The most that one call of a built-in may give or take.
///
/// @param elements elements of an array, a set or an object that is computed, such as by `numbers.range`
/// @param characters characters of a string that is computed, such as by `sprintf`
/// @param depth how deep a document that is read or walked may nest
public record BuiltinLimits(int elements, int characters, int depth) {
    /// Limits that no honest policy meets: 10 million elements, 64 million characters, 1,000 levels.
    public static final BuiltinLimits DEFAULT = new BuiltinLimits(10_000_000, 64_000_000, 1_000);

    /// Checks that the limits are positive.
    public BuiltinLimits {
        if (elements < 1 || characters < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
