package dev.gatehouse.config;

/// How much is read: `limits:` in gatehouse.yaml.
///
/// @param fileSize
///            bytes of the largest content that is read
/// @param archiveDepth
///            how deep archives are opened within archives
/// @param archiveEntries
///            entries of one archive at most
/// @param archiveTotal
///            bytes that one archive may expand to
public record LimitSettings(long fileSize, int archiveDepth, int archiveEntries, long archiveTotal) {
    /// 256 MiB a file, archives eight deep, 100,000 entries, 2 GiB expanded.
    public static final LimitSettings DEFAULT = new LimitSettings(256L << 20, 8, 100_000, 2L << 30);
}
