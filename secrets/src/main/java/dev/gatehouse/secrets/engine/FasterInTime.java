package dev.gatehouse.secrets.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Literals found in Java at first, and natively once so much has been read that making the native scanner pays: it takes about
/// as
/// long as reading some tens of megabytes, too long for looking at one staged file.
final class FasterInTime implements LiteralScanner.Source {
    /// Bytes after which the native scanner is made.
    static final long ENOUGH = 16 << 20;

    private final LiteralAutomata first;
    private final Supplier<Optional<LiteralScanner.Source>> faster;
    private final long enough;
    private final AtomicLong read = new AtomicLong();
    private volatile LiteralScanner.@Nullable Source then;
    private volatile boolean closed;

    /// @param faster
    ///            makes the native scanners, if they are to be had; asked once, by the thread that reads the byte that is enough
    FasterInTime(LiteralAutomata first, long enough, Supplier<Optional<LiteralScanner.Source>> faster) {
        this.first = first;
        this.enough = enough;
        this.faster = faster;
    }

    @Override
    public LiteralScanner scanner() {
        checkOpen();
        return new Scanner();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    /// The name of what is in use by now.
    @Override
    public String name() {
        LiteralScanner.Source source = then;
        return source == null ? first.name() : source.name();
    }

    @Override
    public synchronized void close() {
        closed = true;
        LiteralScanner.Source source = then;
        if (source != null) {
            source.close();
        }
    }

    /// Counts what is read; other threads go on in Java while one makes the faster scanners.
    private void count(int bytes) {
        long before = read.getAndAdd(bytes);
        if (before < enough && before + bytes >= enough) {
            synchronized (this) {
                if (!closed) {
                    then = faster.get().orElse(null);
                }
            }
        }
    }

    private final class Scanner implements LiteralScanner {
        private @Nullable LiteralScanner fast;

        @Override
        public void find(byte[] text, int from, int to, Listener listener) {
            checkOpen();
            count(to - from);
            LiteralScanner.Source source = then;
            LiteralScanner scanner = fast;
            if (scanner == null && source != null) {
                scanner = source.scanner();
                fast = scanner;
            }
            (scanner == null ? first : scanner).find(text, from, to, listener);
        }

        @Override
        public void close() {
            if (fast != null) {
                fast.close();
            }
        }
    }
}
