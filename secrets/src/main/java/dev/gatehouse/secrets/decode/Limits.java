package dev.gatehouse.secrets.decode;

/// How far decoding goes.
///
/// @param depth
///            how many encodings inside each other
/// @param segment
///            how many bytes one encoded part may decode to; what is longer is cut there
/// @param total
///            how many bytes all decoded parts of one layer may have together; what comes later is not decoded
public record Limits(int depth, int segment, int total) {
    /// Five deep, 1 MiB a part, 8 MiB a layer.
    public static final Limits DEFAULT = new Limits(5, 1 << 20, 8 << 20);
}
