package dev.gatehouse.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer, with an end to patience: the JDK's own stream waits for ever for a server that sends a byte now and then. Only
/// time spent waiting counts, not that of whoever reads. Read by one thread.
final class PatientInputStream extends InputStream implements BodySubscriber<InputStream> {
    /// Bytes that must come for each second of waiting.
    private static final long SLOWEST = 1024;

    private final long patience;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private long waited;
    private long came;
    private @Nullable IOException failure;
    private boolean ended;

    private sealed interface Signal {}

    private record Data(List<ByteBuffer> buffers) implements Signal {}

    private record End(@Nullable Throwable failure) implements Signal {}

    /// @param patience
    ///            how long at most is waited for more
    PatientInputStream(Duration patience) {
        this.patience = patience.toNanos();
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Data(buffers));
    }

    @Override
    public void onError(Throwable throwable) {
        signals.add(new End(throwable));
    }

    @Override
    public void onComplete() {
        signals.add(new End(null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] array, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return -1;
            }
            await();
        }
        ByteBuffer buffer = ready.element();
        int count = Math.min(length, buffer.remaining());
        buffer.get(array, offset, count);
        if (!buffer.hasRemaining()) {
            ready.remove();
        }
        return count;
    }

    private void await() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        long began = System.nanoTime();
        Signal signal;
        try {
            signal = signals.poll(patience - waited, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        waited += System.nanoTime() - began;
        switch (signal) {
            case null -> {
            }
            case Data(List<ByteBuffer> buffers) -> {
                for (ByteBuffer buffer : buffers) {
                    came += buffer.remaining();
                    if (buffer.hasRemaining()) {
                        ready.add(buffer);
                    }
                }
                Flow.Subscription more = subscription;
                if (more != null) {
                    more.request(1);
                }
            }
            case End(Throwable thrown) -> {
                ended = true;
                failure = thrown == null ? null : thrown instanceof IOException io ? io : new IOException(thrown);
                return;
            }
        }
        if (waited >= patience) {
            if (came < SLOWEST * TimeUnit.NANOSECONDS.toSeconds(patience) || came == 0) {
                close();
                failure = new HttpTimeoutException("the server sends too slowly");
                throw failure;
            }
            waited = 0;
            came = 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
