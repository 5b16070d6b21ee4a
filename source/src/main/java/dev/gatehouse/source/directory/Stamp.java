package dev.gatehouse.source.directory;

/// What the file system says of a file without opening it. Equal stamps of the same path mean an unchanged file, unless the stamp
/// is [#fresh].
///
/// @param size
///            in bytes
/// @param modified
///            time of the last change of the content, nanoseconds since 1970
/// @param changed
///            time of the last change of content or inode, nanoseconds since 1970; 0 where the platform has none
/// @param inode
///            0 where the platform has none
public record Stamp(long size, long modified, long changed, long inode) {
    /// File systems keep times as coarsely as this.
    private static final long GRANULARITY = 2_000_000_000L;

    /// Whether the file was touched so shortly before `now` (nanoseconds since 1970) that a later change might leave the same
    /// stamp. See git's Documentation/technical/racy-git.
    public boolean fresh(long now) {
        return Math.max(modified, changed) > now - GRANULARITY;
    }
}
