package dev.gatehouse.source.scan;

import dev.gatehouse.source.Limits;
import dev.gatehouse.source.cache.ContentCache;
import org.jspecify.annotations.Nullable;

/// How a scan runs.
///
/// @param threads
///            at least 1
/// @param archives
///            whether archives are looked into
/// @param cache
///            what earlier scans learned; null to know nothing and keep nothing
public record ScanOptions(int threads, boolean archives, Limits limits, @Nullable ContentCache cache, Progress progress) {

    /// All processors, archives, default limits, no cache, nobody who listens.
    public static ScanOptions defaults() {
        return new ScanOptions(Runtime.getRuntime().availableProcessors(), true, Limits.DEFAULT, null, Progress.NONE);
    }

    public ScanOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a scan needs a thread");
        }
    }

    /// The same with another number of threads.
    public ScanOptions withThreads(int other) {
        return new ScanOptions(other, archives, limits, cache, progress);
    }

    /// The same with archives looked into or not.
    public ScanOptions withArchives(boolean other) {
        return new ScanOptions(threads, other, limits, cache, progress);
    }

    /// The same with other limits.
    public ScanOptions with(Limits other) {
        return new ScanOptions(threads, archives, other, cache, progress);
    }

    /// The same with another cache.
    public ScanOptions with(@Nullable ContentCache other) {
        return new ScanOptions(threads, archives, limits, other, progress);
    }

    /// The same with somebody who listens.
    public ScanOptions with(Progress other) {
        return new ScanOptions(threads, archives, limits, cache, other);
    }
}
