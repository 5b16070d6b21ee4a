package dev.gatehouse.rego.outside;

import dev.gatehouse.rego.value.Value;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers that one evaluation leaves for the next, the longest unused of which are dropped when there are too many bytes. Safe for any
/// number of threads.
public final class HttpCache {
    private final long mostBytes;
    private final Map<Value, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// An answer and when it stops being fresh.
    public record Kept(HttpReply reply, Instant expires) {}

    /// @param mostBytes of bodies and headers, roughly
    public HttpCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// The answer to a request; null if there is none.
    public synchronized @Nullable Kept get(Value request) {
        return kept.get(request);
    }

    /// Keeps an answer, in place of an older one.
    public synchronized void put(Value request, Kept answer) {
        remove(request);
        if (size(answer) > mostBytes) {
            return;
        }
        kept.put(request, answer);
        bytes += size(answer);
        Iterator<Kept> oldest = kept.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    /// Forgets an answer.
    public synchronized void remove(Value request) {
        Kept old = kept.remove(request);
        bytes -= old == null ? 0 : size(old);
    }

    private static long size(Kept answer) {
        return 1_000L + answer.reply().body().length;
    }
}
