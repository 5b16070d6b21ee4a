package dev.gatehouse.source.archive;

import dev.gatehouse.source.Limits;
import org.jspecify.annotations.Nullable;

/// What one outermost archive has expanded to so far, archives within it included. Not thread-safe: an archive is read by
/// one thread.
public final class Expansion {
    private final Limits limits;
    private final long allowed;
    private final boolean byRatio;
    private long bytes;
    private int entries;
    private @Nullable LimitExceededException exceeded;

    /// @param size
    ///            of the outermost archive in bytes
    public Expansion(Limits limits, long size) {
        this.limits = limits;
        long ratio = Math.max(Limits.RATIO_FLOOR, size * limits.archiveRatio());
        this.byRatio = ratio < limits.archiveBytes();
        this.allowed = Math.min(ratio, limits.archiveBytes());
    }

    /// Whether a limit was exceeded: nothing more is read from the outermost archive.
    public boolean exceeded() {
        return exceeded != null;
    }

    void entry() throws LimitExceededException {
        if (++entries > limits.archiveEntries()) {
            fail("limits.archive-entries: " + limits.archiveEntries());
        }
        check();
    }

    void bytes(long count) throws LimitExceededException {
        bytes += count;
        if (bytes > allowed) {
            fail(byRatio
                    ? "limits.archive-ratio: " + limits.archiveRatio() + " times its size"
                    : "limits.archive-bytes: " + limits.archiveBytes());
        }
        check();
    }

    private void fail(String limit) {
        if (exceeded == null) {
            exceeded = new LimitExceededException(limit);
        }
    }

    /// Libraries on the way may swallow the exception once; not twice.
    void check() throws LimitExceededException {
        if (exceeded != null) {
            throw exceeded;
        }
    }
}
