package dev.gatehouse.document;

/// How much of a document is read before it is refused.
///
/// @param bytes
///            largest size of the source
/// @param depth
///            how deep mappings and sequences may nest, the outermost counting 1; at most [#DEEPEST]
/// @param nodes
///            how many values there may be, those counted again that a YAML alias or merge key repeats
public record Limits(int bytes, int depth, int nodes) {
    /// The deepest nesting that can be asked for: small enough that anything may walk a tree by recursion.
    public static final int DEEPEST = 512;

    /// 64 MiB, 256 levels, 4 million values.
    public static final Limits DEFAULT = new Limits(64 << 20, 256, 4_000_000);

    public Limits {
        if (bytes < 0 || depth < 1 || depth > DEEPEST || nodes < 1) {
            throw new IllegalArgumentException(
                    "not sensible limits: " + bytes + " bytes, " + depth + " levels, " + nodes + " values");
        }
    }
}
