package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Digests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets the threads that have no layer to read look at the files of those who have: a single large layer would otherwise keep one
/// thread busy and the others waiting. Whoever finds the queue full looks at its file itself, so nobody ever waits for another.
final class Lookout {
    private static final int WAITING = 64;
    /// Files larger than this are looked at by who read them: together with those that wait they would take too much memory.
    private static final int SHARED = 1 << 20;
    private static final long PAUSE_MILLIS = 5;

    private final ContentVisitor visitor;
    private final Work work;
    private final boolean alone;
    private final BlockingQueue<File> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicInteger reading;

    private record File(Queue<Named> names, int ordinal, SourcePath path, byte[] array, int length) {}

    /// Which content an entry of a layer has.
    record Named(int ordinal, ContentId content) {}

    /// @param layers
    ///            how many will be read
    Lookout(ContentVisitor visitor, Work work, int layers) {
        this.visitor = visitor;
        this.work = work;
        this.alone = work.parallelism() == 1;
        this.reading = new AtomicInteger(layers);
    }

    /// What one thread needs: a digest and a buffer.
    final class Desk implements LayerReader.FileSink {
        private final Digests digests = new Digests();
        private byte[] kept = new byte[1 << 16];
        private Queue<Named> names;

        Desk(Queue<Named> names) {
            this.names = names;
        }

        /// Begins another layer.
        Desk forLayer(Queue<Named> other) {
            names = other;
            return this;
        }

        @Override
        public byte[] buffer(int size) {
            return alone || size > SHARED ? kept : new byte[size];
        }

        @Override
        public void file(int ordinal, SourcePath path, byte[] array, int length) {
            var file = new File(names, ordinal, path, array, length);
            if (alone || length > SHARED || !waiting.offer(file)) {
                look(file);
            }
            if (array.length > kept.length && length > SHARED) {
                kept = array;
            }
        }

        private void look(File file) {
            ContentId id = digests.sha256(file.array, 0, file.length);
            file.names.add(new Named(file.ordinal, id));
            if (!visitor.known(id, file.path, file.length)) {
                visitor.visit(new Blob(id, file.array, 0, file.length, Blob.sniff(file.array, 0, file.length), file.path));
            }
        }

        /// Looks at what waits until all layers are read and nothing waits.
        void help() throws InterruptedException {
            while (!work.cancelled() && (reading.get() > 0 || !waiting.isEmpty())) {
                File file = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (file != null) {
                    look(file);
                }
            }
        }
    }

    /// A layer is read, or given up.
    void done() {
        reading.decrementAndGet();
    }

    /// Puts names to what was read.
    static LayerRecord name(LayerRecord record, Queue<Named> names) {
        Map<Integer, ContentId> byOrdinal = new HashMap<>();
        names.forEach(named -> byOrdinal.put(named.ordinal, named.content));
        var entries = new ArrayList<LayerEntry>(record.entries().size());
        for (int i = 0; i < record.entries().size(); i++) {
            entries.add(record.entries().get(i).of(byOrdinal.get(i)));
        }
        return new LayerRecord(List.copyOf(entries), record.expanded());
    }
}
