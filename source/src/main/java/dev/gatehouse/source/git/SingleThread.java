package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Work;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/// Runs everything on the calling thread, for callers without a pool.
enum SingleThread implements Work {
    INSTANCE;

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void run(List<? extends Callable<?>> tasks) throws InterruptedException {
        for (Callable<?> task : tasks) {
            try {
                task.call();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
