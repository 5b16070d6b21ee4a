package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.Meter;
import java.util.function.BooleanSupplier;

/// Counts the work of one evaluation and ends it at its limits. For one thread.
public final class WorkMeter implements Meter {
    /// How much work is done between two looks at the clock.
    private static final long INTERVAL = 1 << 14;

    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final long deadline;
    private long work;
    private long nextLook = INTERVAL;
    private long bytes;
    private int depth;

    WorkMeter(Limits limits, BooleanSupplier cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    /// A meter for an evaluation that begins now.
    public static WorkMeter of(EvaluationRequest request) {
        return new WorkMeter(request.limits(), request.cancelled());
    }

    @Override
    public void work(long units) {
        work += units;
        if (work >= nextLook) {
            look();
        }
    }

    private void look() {
        nextLook = work + INTERVAL;
        if (work > limits.steps()) {
            throw new EvaluationException(
                    EvaluationException.Reason.STEPS, null, "more than " + limits.steps() + " steps");
        }
        if (cancelled.getAsBoolean()) {
            throw new EvaluationException(
                    EvaluationException.Reason.CANCELLED, null, "caller cancelled query execution");
        }
        if (System.nanoTime() - deadline > 0) {
            throw new EvaluationException(
                    EvaluationException.Reason.CANCELLED, null, "took longer than " + limits.time());
        }
    }

    @Override
    public void allocate(long size) {
        bytes += size;
        if (bytes > limits.bytes()) {
            throw new EvaluationException(
                    EvaluationException.Reason.MEMORY,
                    null,
                    "results of more than " + limits.bytes() + " bytes");
        }
    }

    /// Enters a rule.
    ///
    /// @throws EvaluationException when rules wait for each other deeper than allowed
    public void enter() {
        work(1);
        if (++depth > limits.depth()) {
            throw new EvaluationException(
                    EvaluationException.Reason.DEPTH, null, "rules nest deeper than " + limits.depth());
        }
    }

    /// Leaves the rule that was entered last.
    public void leave() {
        depth--;
    }
}
