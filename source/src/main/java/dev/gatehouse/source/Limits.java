package dev.gatehouse.source;

/// How much a scan is willing to read. What exceeds a limit is a diagnostic, never a silent omission.
///
/// @param fileSize
///            bytes of one content; a larger text is a gap `file-too-large`, a larger binary file is left out
/// @param archiveDepth
///            archives within archives
/// @param archiveEntries
///            entries of one outermost archive, those of archives within it included
/// @param archiveRatio
///            how many times its own size an outermost archive may expand to, once that is more than [#RATIO_FLOOR]
/// @param archiveBytes
///            bytes that one outermost archive may expand to, archives within it included
public record Limits(long fileSize, int archiveDepth, int archiveEntries, int archiveRatio, long archiveBytes) {
    /// What holds unless configured: 256 MiB a file, 8 archives deep, 100,000 entries, 200-fold, 4 GiB.
    public static final Limits DEFAULT = new Limits(256L << 20, 8, 100_000, 200, 4L << 30);

    /// Expansion to this many bytes is harmless whatever the ratio: 64 MiB.
    public static final long RATIO_FLOOR = 64L << 20;

    /// The largest content that fits into a Java array.
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    public Limits {
        if (fileSize < 1 || fileSize > LARGEST) {
            throw new IllegalArgumentException("limits.file-size must be between 1 and " + LARGEST + " bytes: " + fileSize);
        }
        if (archiveDepth < 0 || archiveEntries < 0 || archiveRatio < 1 || archiveBytes < 0) {
            throw new IllegalArgumentException("limits of archives must not be negative");
        }
    }

    /// The same with another size limit for one content.
    public Limits withFileSize(long bytes) {
        return new Limits(bytes, archiveDepth, archiveEntries, archiveRatio, archiveBytes);
    }
}
