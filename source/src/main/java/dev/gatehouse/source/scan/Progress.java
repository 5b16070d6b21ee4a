package dev.gatehouse.source.scan;

/// Told now and then how far a scan is.
@FunctionalInterface
public interface Progress {
    /// Nobody listens.
    Progress NONE = _ -> {};

    /// Called from the threads of the scan, one call at a time and at most every 50 milliseconds; must return quickly.
    void at(Point point);

    /// How far a scan is.
    ///
    /// @param contents
    ///            looked at so far, entries of archives included
    /// @param bytes
    ///            their sizes added up
    /// @param matches
    ///            what the checks have marked so far; findings are made of it at the end
    /// @param totalPlaces
    ///            places that the source will have been asked for in the end; -1 if unknown
    /// @param totalBytes
    ///            their sizes added up; -1 if unknown
    record Point(long contents, long bytes, long matches, long totalPlaces, long totalBytes) {}
}
