package dev.gatehouse.rego.value;

/// The most that a document may have.
///
/// @param depth how deep arrays and objects may nest
/// @param characters how long the text may be
/// @param values how many values it may have, aliases of YAML counted as often as they are used
public record ReadLimits(int depth, int characters, int values) {
    /// Limits that no honest document meets: 1,000 levels, 1 G characters, 100 million values.
    public static final ReadLimits DEFAULT = new ReadLimits(1_000, 1_000_000_000, 100_000_000);

    /// Checks that the limits are positive.
    public ReadLimits {
        if (depth < 1 || characters < 1 || values < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
