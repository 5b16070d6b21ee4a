package dev.gatehouse.core.source;

import java.util.List;
import java.util.concurrent.Callable;

/// The one pool of threads of a scan, and its cancellation.
public interface Work {

    /// How many threads there are.
    int parallelism();

    /// Runs the tasks on the pool and returns when all have ended.
    ///
    /// @throws InterruptedException
    ///             if the scan was cancelled; tasks that have not begun are dropped
    /// @throws java.util.concurrent.CompletionException
    ///             with the first task's exception, if any task threw one
    void run(List<? extends Callable<?>> tasks) throws InterruptedException;

    /// Whether the scan was cancelled; long loops ask it now and then and return early.
    boolean cancelled();
}
