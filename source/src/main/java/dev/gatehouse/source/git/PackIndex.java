package dev.gatehouse.source.git;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;

/// The index of a pack, versions 1 and 2 (gitformat-pack): ids in order and where each object begins. Mapped; thread-safe.
final class PackIndex {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAGIC = 0xff744f63;
    private static final int FAN_OUT = 256;
    /// Interpolating beats halving as long as ids are spread evenly, as digests are; forged ones must not make it linear.
    private static final int INTERPOLATIONS = 8;

    private final MemorySegment bytes;
    private final ObjectFormat format;
    private final int[] fan = new int[FAN_OUT];
    private final int count;
    private final int idLength;
    /// Version 1 keeps the offset before each id, version 2 in tables of their own.
    private final long firstId;
    private final int stride;
    private final long offsets;
    private final long largeOffsets;
    private final long largeCount;

    private PackIndex(MemorySegment bytes, ObjectFormat format, String name) throws GitFormatException {
        this.bytes = bytes;
        this.format = format;
        idLength = format.length();
        boolean second = bytes.byteSize() >= 8 && bytes.get(INT, 0) == MAGIC;
        long fanAt = second ? 8 : 0;
        if (second && bytes.get(INT, 4) != 2) {
            throw new GitFormatException(name + " has version " + bytes.get(INT, 4) + "; versions 1 and 2 are read");
        }
        if (bytes.byteSize() < fanAt + 4 * FAN_OUT + 2L * idLength) {
            throw new GitFormatException(name + " is cut short");
        }
        int before = 0;
        for (int i = 0; i < FAN_OUT; i++) {
            fan[i] = bytes.get(INT, fanAt + 4L * i);
            if (fan[i] < before) {
                throw new GitFormatException(name + " is damaged");
            }
            before = fan[i];
        }
        count = before;
        long tables = fanAt + 4 * FAN_OUT;
        long end = bytes.byteSize() - 2L * idLength;
        if (second) {
            firstId = tables;
            stride = idLength;
            offsets = tables + (long) count * (idLength + 4);
            largeOffsets = offsets + 4L * count;
            largeCount = Math.max(0, (end - largeOffsets) / 8);
        } else {
            firstId = tables + 4;
            stride = idLength + 4;
            offsets = tables;
            largeOffsets = tables + (long) count * stride;
            largeCount = 0;
        }
        if (largeOffsets > end) {
            throw new GitFormatException(name + " is cut short");
        }
    }

    static PackIndex open(Path file, ObjectFormat format, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new PackIndex(bytes, format, file.getFileName().toString());
        } catch (InternalError e) {
            throw new GitFormatException(file.getFileName() + " changed while it was read");
        }
    }

    /// Whether the digest at the end fits the rest. Reads it whole, so only scans that do so anyway ask.
    boolean intact() {
        MessageDigest digest = format.newDigest();
        byte[] part = new byte[1 << 20];
        long end = bytes.byteSize() - idLength;
        for (long at = 0; at < end; at += part.length) {
            int length = (int) Math.min(part.length, end - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, part, 0, length);
            digest.update(part, 0, length);
        }
        return Arrays.equals(digest.digest(), bytes.asSlice(end).toArray(ValueLayout.JAVA_BYTE));
    }

    /// The digest at the end of the pack that it was made for.
    byte[] packDigest() {
        return bytes.asSlice(bytes.byteSize() - 2L * idLength, idLength).toArray(ValueLayout.JAVA_BYTE);
    }

    int count() {
        return count;
    }

    ObjectId id(int position) {
        byte[] id = new byte[idLength];
        copyId(position, id, 0);
        return ObjectId.of(id, 0, format);
    }

    void copyId(int position, byte[] target, int at) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, firstId + (long) position * stride, target, at, idLength);
    }

    /// Where the object begins in the pack; -1 if the index is damaged there.
    long offset(int position) {
        if (stride != idLength) {
            return bytes.get(INT, offsets + (long) position * stride) & 0xffffffffL;
        }
        int small = bytes.get(INT, offsets + 4L * position);
        if (small >= 0) {
            return small;
        }
        int large = small & 0x7fffffff;
        return large < largeCount ? bytes.get(LONG, largeOffsets + 8L * large) : -1;
    }

    /// The position of the id that begins at the offset; -1 if it is not in the pack.
    int find(byte[] id, int at) {
        int first = id[at] & 0xff;
        int low = first == 0 ? 0 : fan[first - 1];
        int high = fan[first] - 1;
        long key = (long) LONGS.get(id, at);
        // The 32 bits after the first byte, which all ids between low and high share.
        long fraction = key >>> 24 & 0xffffffffL;
        long lowFraction = 0;
        long highFraction = 0x100000000L;
        int steps = 0;
        while (low <= high) {
            int middle;
            if (steps++ < INTERPOLATIONS && highFraction > lowFraction) {
                middle = low + (int) ((fraction - lowFraction) * (high - low + 1L) / (highFraction - lowFraction));
                middle = Math.clamp(middle, low, high);
            } else {
                middle = low + high >>> 1;
            }
            long found = bytes.get(LONG, firstId + (long) middle * stride);
            int order = Long.compareUnsigned(found, key);
            if (order == 0) {
                order = compareRest(middle, id, at);
                if (order == 0) {
                    return middle;
                }
            }
            if (order < 0) {
                low = middle + 1;
                lowFraction = Math.min(fraction, found >>> 24 & 0xffffffffL);
            } else {
                high = middle - 1;
                highFraction = Math.max(fraction + 1, found >>> 24 & 0xffffffffL);
            }
        }
        return -1;
    }

    private int compareRest(int position, byte[] id, int at) {
        long row = firstId + (long) position * stride;
        int i = Long.BYTES;
        for (; i <= idLength - Long.BYTES; i += Long.BYTES) {
            int order = Long.compareUnsigned(bytes.get(LONG, row + i), (long) LONGS.get(id, at + i));
            if (order != 0) {
                return order;
            }
        }
        return i == idLength ? 0 : Integer.compareUnsigned(bytes.get(INT, row + i), (int) INTS.get(id, at + i));
    }

    /// The position of the first id that is not smaller.
    int ceiling(byte[] id) {
        int low = 0;
        int high = count;
        byte[] found = new byte[idLength];
        while (low < high) {
            int middle = low + high >>> 1;
            copyId(middle, found, 0);
            if (Arrays.compareUnsigned(found, id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
