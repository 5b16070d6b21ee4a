package dev.gatehouse.source.git;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates objects of a pack. Belongs to one thread.
///
/// zlib never sees mapped memory: a file that shrinks underneath would kill the process inside native code. Compressed bytes
/// are copied to the heap first, by Java, where the same fault is an exception.
final class ObjectInflater implements AutoCloseable {
    /// Deflate cannot shrink further; a larger size in a header is a lie that would cost memory.
    private static final int GREATEST_RATIO = 1032;

    private final Inflater inflater = new Inflater();
    private final byte[] input = new byte[64 << 10];
    private final byte[] spare = new byte[1];

    /// Inflates exactly the object of the given size.
    ///
    /// @param from
    ///            where the compressed bytes begin
    /// @param limit
    ///            where they end at the latest
    /// @param target
    ///            holds at least `size` bytes; one more makes it faster
    void inflate(MemorySegment pack, long from, long limit, byte[] target, int size) throws DamagedObjectException {
        try {
            inflater.reset();
            long at = from;
            int done = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    // Without a known end the compressed bytes are most likely about as many as the object has.
                    int count = (int) Math.min(Math.min(input.length, limit - at), done == 0 ? size + 256L : input.length);
                    if (count <= 0) {
                        throw new DamagedObjectException("it is cut short");
                    }
                    MemorySegment.copy(pack, ValueLayout.JAVA_BYTE, at, input, 0, count);
                    at += count;
                    inflater.setInput(input, 0, count);
                }
                int got;
                if (done < size || target.length > size) {
                    got = inflater.inflate(target, done, Math.min(target.length, size + 1) - done);
                } else {
                    got = inflater.inflate(spare, 0, 1);
                }
                done += got;
                if (done > size) {
                    throw new DamagedObjectException("it is longer than its header says");
                }
                if (got == 0 && inflater.needsDictionary()) {
                    throw new DamagedObjectException("it is not compressed as git does");
                }
            }
            if (done != size) {
                throw new DamagedObjectException("it is shorter than its header says");
            }
        } catch (DataFormatException e) {
            throw new DamagedObjectException("its compressed bytes are damaged");
        } catch (InternalError e) {
            // What Java makes of a page of a mapped file that is no longer there.
            throw new DamagedObjectException("the pack changed while it was read");
        }
    }

    /// Inflates no more than the first bytes of an object; returns how many there were.
    int inflateStart(MemorySegment pack, long from, long limit, byte[] target) throws DamagedObjectException {
        try {
            inflater.reset();
            int count = (int) Math.min(Math.min(input.length, limit - from), 512L);
            MemorySegment.copy(pack, ValueLayout.JAVA_BYTE, from, input, 0, count);
            inflater.setInput(input, 0, count);
            return inflater.inflate(target);
        } catch (DataFormatException e) {
            throw new DamagedObjectException("its compressed bytes are damaged");
        } catch (InternalError e) {
            throw new DamagedObjectException("the pack changed while it was read");
        }
    }

    /// Whether so many compressed bytes can hold so many bytes.
    static boolean plausible(long size, long compressed) {
        return size / GREATEST_RATIO <= compressed + 64;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
