package dev.gatehouse.source.git;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A pack with its index. Mapped; thread-safe.
final class PackFile {
    static final int HEADER = 12;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MAGIC = 0x5041434b;

    final String name;
    final PackIndex index;
    final MemorySegment bytes;
    /// Where the trailing digest begins.
    final long end;
    private final int idLength;

    /// The header of one entry, filled in by [#header]; belongs to one thread.
    static final class Entry {
        int type;
        /// Of the object, or of the delta.
        long size;
        /// Where the compressed bytes begin.
        long data;
        /// Where the base of an OFS delta begins.
        long base;
        /// The base of a REF delta.
        final byte[] baseId;

        Entry(int idLength) {
            baseId = new byte[idLength];
        }
    }

    private PackFile(String name, PackIndex index, MemorySegment bytes, ObjectFormat format) throws GitFormatException {
        this.name = name;
        this.index = index;
        this.bytes = bytes;
        idLength = format.length();
        end = bytes.byteSize() - idLength;
        if (end < HEADER || bytes.get(INT, 0) != MAGIC) {
            throw new GitFormatException(name + " is not a pack");
        }
        int version = bytes.get(INT, 4);
        if (version != 2 && version != 3) {
            throw new GitFormatException(name + " has version " + version + "; versions 2 and 3 are read");
        }
        int count = bytes.get(INT, 8);
        if (count != index.count() || !Arrays.equals(index.packDigest(), bytes.asSlice(end).toArray(ValueLayout.JAVA_BYTE))) {
            throw new GitFormatException(name + " and its index do not belong together");
        }
    }

    /// Opens the pack of an index.
    ///
    /// @throws IOException
    ///             if either is missing, damaged, or of an unknown version
    static PackFile open(Path indexFile, ObjectFormat format, Arena arena) throws IOException {
        PackIndex index = PackIndex.open(indexFile, format, arena);
        String indexName = indexFile.getFileName().toString();
        Path file = indexFile.resolveSibling(indexName.substring(0, indexName.length() - "idx".length()) + "pack");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new PackFile(file.getFileName().toString(), index, bytes, format);
        } catch (InternalError e) {
            throw new GitFormatException(file.getFileName() + " changed while it was read");
        }
    }

    Entry newEntry() {
        return new Entry(idLength);
    }

    /// Reads the header of the entry at the offset.
    void header(long offset, Entry entry) throws DamagedObjectException {
        try {
            if (offset < HEADER || offset >= end) {
                throw new DamagedObjectException("its index points outside the pack");
            }
            long at = offset;
            int b = bytes.get(ValueLayout.JAVA_BYTE, at++);
            entry.type = b >> 4 & 7;
            long size = b & 15;
            int shift = 4;
            while ((b & 0x80) != 0) {
                if (shift > 53 || at >= end) {
                    throw new DamagedObjectException("it has no valid header");
                }
                b = bytes.get(ValueLayout.JAVA_BYTE, at++);
                size |= (long) (b & 0x7f) << shift;
                shift += 7;
            }
            entry.size = size;
            if (entry.type == ObjectType.OFS_DELTA) {
                b = bytes.get(ValueLayout.JAVA_BYTE, at++);
                long back = b & 0x7f;
                while ((b & 0x80) != 0) {
                    b = bytes.get(ValueLayout.JAVA_BYTE, at++);
                    back = back + 1 << 7 | b & 0x7f;
                    if (back > offset) {
                        throw new DamagedObjectException("its delta has no base");
                    }
                }
                entry.base = offset - back;
                if (back <= 0 || entry.base < HEADER) {
                    throw new DamagedObjectException("its delta has no base");
                }
            } else if (entry.type == ObjectType.REF_DELTA) {
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, entry.baseId, 0, idLength);
                at += idLength;
            } else if (ObjectType.of(entry.type) == null) {
                throw new DamagedObjectException("it has no valid header");
            }
            entry.data = at;
        } catch (IndexOutOfBoundsException e) {
            throw new DamagedObjectException("it is cut short");
        } catch (InternalError e) {
            throw new DamagedObjectException("the pack changed while it was read");
        }
    }
}
