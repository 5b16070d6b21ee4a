package dev.gatehouse.source.scan;

import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Source;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a scan does, and tells who listens.
final class Tally {
    private static final long PAUSE = 50_000_000;

    final LongAdder contents = new LongAdder();
    final LongAdder cached = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder matches = new LongAdder();
    final LongAdder entries = new LongAdder();
    private final Source source;
    private final Progress progress;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Tally(Source source, Progress progress) {
        this.source = source;
        this.progress = progress;
    }

    void looked(long size, boolean fromCache) {
        contents.increment();
        bytes.add(Math.max(size, 0));
        if (fromCache) {
            cached.increment();
        }
        if (progress != Progress.NONE) {
            tell(false);
        }
    }

    /// Tells how far it is, unless somebody just did.
    void tell(boolean now) {
        long due = next.get();
        // Nobody comes between as long as this call takes: the next is due only after it.
        if ((now || System.nanoTime() - due >= 0) && next.compareAndSet(due, Long.MAX_VALUE / 2 + System.nanoTime())) {
            try {
                Extent extent = source.extent();
                progress.at(new Progress.Point(contents.sum(), bytes.sum(), matches.sum(), extent.places(), extent.bytes()));
            } finally {
                next.set(System.nanoTime() + PAUSE);
            }
        }
    }
}
