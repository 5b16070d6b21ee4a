package dev.gatehouse.core.source;

/// How much a source holds.
///
/// @param places
///            files, blobs at commits: what is or will be looked at; -1 if unknown
/// @param bytes
///            their sizes added up; -1 if unknown
/// @param excluded
///            places left out by configuration, ignore files or form
public record Extent(long places, long bytes, long excluded) {
    /// Nothing is known.
    public static final Extent UNKNOWN = new Extent(-1, -1, 0);
}
