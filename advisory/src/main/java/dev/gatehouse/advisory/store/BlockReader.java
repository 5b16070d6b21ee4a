package dev.gatehouse.advisory.store;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Reads what [Blocks] wrote; keeps the block that was asked for last. Thread-safe.
final class BlockReader {
    private final MemorySegment section;
    private final AtomicReference<@Nullable Block> last = new AtomicReference<>();

    private record Block(long at, byte[] content) {}

    BlockReader(MemorySegment section) {
        this.section = section;
    }

    /// A cursor over one record.
    ///
    /// @throws IndexOutOfBoundsException
    ///             if there is none, or the bytes are damaged
    Cursor record(long block, long at) {
        Block found = last.get();
        if (found == null || found.at != block) {
            found = new Block(block, inflated(block));
            last.set(found);
        }
        MemorySegment content = MemorySegment.ofArray(found.content);
        Cursor start = new Cursor(content, at);
        int length = start.count();
        return new Cursor(content.asSlice(start.position(), length), 0);
    }

    private byte[] inflated(long block) {
        Cursor cursor = new Cursor(section, block);
        int compressed = cursor.count();
        long expanded = cursor.number();
        if (expanded < 0 || expanded > Blocks.MOST) {
            throw new IndexOutOfBoundsException("a block of " + expanded + " bytes");
        }
        byte[] input = section.asSlice(cursor.position(), compressed).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        byte[] content = new byte[(int) expanded];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(input);
            int done = 0;
            while (done < content.length && !inflater.finished()) {
                int more = inflater.inflate(content, done, content.length - done);
                if (more == 0 && inflater.needsInput()) {
                    break;
                }
                done += more;
            }
            if (done != content.length) {
                throw new IndexOutOfBoundsException("a block is cut short");
            }
            return content;
        } catch (DataFormatException e) {
            throw new IndexOutOfBoundsException(e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
