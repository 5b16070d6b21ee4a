package dev.gatehouse.source.scan;

import dev.gatehouse.core.source.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads for one scan.
public final class ThreadPool implements Work, AutoCloseable {
    private final int threads;
    private final ExecutorService executor;
    private volatile boolean cancelled;

    /// @param threads
    ///            at least 1
    public ThreadPool(int threads) {
        this.threads = threads;
        var number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(threads, task -> new Worker(this, task, number.incrementAndGet()));
    }

    /// Knows its pool, so that work begun within work does not wait for a thread that waits for it.
    private static final class Worker extends Thread {
        private final ThreadPool pool;

        Worker(ThreadPool pool, Runnable task, int number) {
            super(task, "scan-" + number);
            this.pool = pool;
            setDaemon(true);
        }
    }

    @Override
    public int parallelism() {
        return threads;
    }

    @Override
    public void run(List<? extends Callable<?>> tasks) throws InterruptedException {
        List<FutureTask<?>> running = new ArrayList<>(tasks.size());
        boolean within = Thread.currentThread() instanceof Worker worker && worker.pool == this;
        for (Callable<?> task : tasks) {
            FutureTask<?> future = new FutureTask<>(() -> cancelled ? null : task.call());
            running.add(future);
            if (within) {
                future.run();
            } else {
                executor.execute(future);
            }
        }
        Throwable failure = null;
        for (Future<?> future : running) {
            Throwable thrown = await(future);
            failure = failure == null ? thrown : failure;
        }
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
    }

    /// Waits until the task has ended even if this thread is interrupted, which cancels the scan: nobody may find its sources
    /// closed while another thread still reads them.
    private @Nullable Throwable await(Future<?> future) {
        while (true) {
            try {
                future.get();
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException e) {
                cancel();
            }
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /// Lets running tasks end early and drops the others. May be called from any thread, a signal handler's too.
    public void cancel() {
        cancelled = true;
    }

    /// Ends the threads.
    @Override
    public void close() {
        executor.shutdown();
    }
}
