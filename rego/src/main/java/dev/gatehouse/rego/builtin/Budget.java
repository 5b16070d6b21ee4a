package dev.gatehouse.rego.builtin;

/// A meter with fixed budgets that may be cancelled from another thread.
public final class Budget implements Meter {
    private final long maximumWork;
    private final long maximumBytes;
    private volatile boolean cancelled;
    private long work;
    private long bytes;

    /// @param maximumWork units of work, see [Meter#work(long)]
    /// @param maximumBytes bytes of results
    public Budget(long maximumWork, long maximumBytes) {
        this.maximumWork = maximumWork;
        this.maximumBytes = maximumBytes;
    }

    /// Makes the evaluation stop soon.
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void work(long units) {
        work += units;
        if (work > maximumWork || work < 0) {
            throw BuiltinError.halt("more than " + maximumWork + " steps");
        }
        if (cancelled) {
            throw BuiltinError.halt("caller cancelled query execution");
        }
    }

    @Override
    public void allocate(long size) {
        bytes += size;
        if (bytes > maximumBytes || bytes < 0) {
            throw BuiltinError.halt("results of more than " + maximumBytes + " bytes");
        }
    }
}
