package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Work;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Which tree holds which trees, and which of some wanted blobs, under which name, for all trees of a repository.
///
/// Each entry is one number: name in the upper half, in the lower half the number of the tree, or the index of the wanted blob
/// with its highest bit set. The entries of a tree are sorted, so names are found by halving. Immutable once read.
final class TreeEdges {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOB = 0x80000000;
    private static final int CHUNK = 1 << 18;
    private static final long[] NO_ENTRIES = {};

    private final ObjectNumbers numbers;
    private final Targets targets;
    private final List<byte[]> names = new ArrayList<>();
    private final Map<Name, Integer> nameNumbers = new HashMap<>();
    private final List<long[]> chunks = new ArrayList<>();
    /// Chunk and offset of each tree's entries, the first of which is their number; -1 for objects that are no trees.
    private final long[] entriesAt;
    private final AtomicLong total = new AtomicLong();

    /// A name as a key.
    private record Name(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && Arrays.equals(bytes, name.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /// The ids that are looked for; nearly every entry of a tree is turned down by one bit.
    private static final class Targets {
        private static final int FILTER_BITS = 18;
        private final long[] filter = new long[1 << FILTER_BITS - 6];
        private final Map<ObjectId, Integer> indexes = new HashMap<>();
        private final ObjectFormat format;

        Targets(List<ObjectId> ids, ObjectFormat format) {
            this.format = format;
            for (int i = 0; i < ids.size(); i++) {
                int bit = bit(ids.get(i).bytes(), 0);
                filter[bit >> 6] |= 1L << bit;
                indexes.put(ids.get(i), i);
            }
        }

        private static int bit(byte[] id, int at) {
            return (int) ((long) LONGS.get(id, at) >>> Long.SIZE - FILTER_BITS);
        }

        int index(byte[] id, int at) {
            int bit = bit(id, at);
            if ((filter[bit >> 6] & 1L << bit) == 0) {
                return -1;
            }
            return indexes.getOrDefault(ObjectId.of(id, at, format), -1);
        }
    }

    private TreeEdges(ObjectNumbers numbers, List<ObjectId> targets) {
        this.numbers = numbers;
        this.targets = new Targets(targets, numbers.database().format());
        entriesAt = new long[numbers.count()];
        Arrays.fill(entriesAt, -1);
    }

    /// Reads all trees.
    ///
    /// @param targets
    ///            the blobs that are wanted; others are left out
    static TreeEdges read(ObjectNumbers numbers, List<ObjectId> targets, Work work, Damage damage) throws InterruptedException {
        TreeEdges edges = new TreeEdges(numbers, targets);
        new ObjectScan(numbers, ObjectDatabase.STRUCTURE_LIMIT, damage).run(work, EnumSet.of(ObjectType.TREE),
                () -> edges.new Reader(damage));
        return edges;
    }

    /// The entries of a tree; none if it is missing. Shared, never written to.
    long[] of(int tree) {
        if (tree < 0 || entriesAt[tree] < 0) {
            return NO_ENTRIES;
        }
        long at = entriesAt[tree];
        long[] chunk = chunks.get((int) (at >>> 32));
        int offset = (int) at;
        int count = (int) chunk[offset];
        return count == 0 ? NO_ENTRIES : Arrays.copyOfRange(chunk, offset + 1, offset + 1 + count);
    }

    /// Whether the repository has the tree.
    boolean has(int tree) {
        return tree >= 0 && entriesAt[tree] >= 0;
    }

    static int name(long entry) {
        return (int) (entry >>> 32);
    }

    static boolean blob(long entry) {
        return (int) entry < 0;
    }

    /// Number of the tree; index of the wanted blob.
    static int target(long entry) {
        return (int) entry & ~BLOB;
    }

    byte[] nameBytes(int name) {
        return names.get(name);
    }

    /// How many entries there are in all.
    long total() {
        return total.get();
    }

    private synchronized int nameNumber(byte[] name) {
        Integer known = nameNumbers.putIfAbsent(new Name(name), names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    private synchronized int addChunk(long[] chunk) {
        chunks.add(chunk);
        return chunks.size() - 1;
    }

    /// One thread's part. Trees that follow each other hold mostly the same entries, so those read last are remembered
    /// with name and id.
    private final class Reader implements ObjectScan.Receiver {
        private static final int REMEMBERED = 1 << 14;

        private final Damage damage;
        private final TreeCursor cursor = new TreeCursor(numbers.database().format());
        private final int idLength = numbers.database().format().length();
        private final byte[][] keys = new byte[REMEMBERED][];
        private final long[] values = new long[REMEMBERED];
        private long[] chunk = new long[0];
        private int chunkNumber;
        private int used;
        private long[] found = new long[64];

        Reader(Damage damage) {
            this.damage = damage;
        }

        @Override
        public boolean wants(ObjectType type, int number) {
            return true;
        }

        @Override
        public void object(ObjectType type, int number, byte[] bytes, int length, @Nullable Lineage lineage) {
            int count = 0;
            cursor.over(bytes, length);
            try {
                while (cursor.next()) {
                    long entry;
                    if (cursor.directory()) {
                        entry = treeEntry(bytes);
                    } else {
                        int index = cursor.submodule() ? -1 : targets.index(bytes, cursor.idStart);
                        entry = index < 0 ? -1 : (long) currentName(bytes) << 32 | (index | BLOB) & 0xffffffffL;
                    }
                    if (entry >= 0) {
                        if (count == found.length) {
                            found = Arrays.copyOf(found, 2 * count);
                        }
                        found[count++] = entry;
                    }
                }
            } catch (DamagedObjectException e) {
                damage.damaged(type, numbers.id(number), String.valueOf(e.getMessage()));
            }
            Arrays.sort(found, 0, count);
            store(number, count);
        }

        private long treeEntry(byte[] bytes) {
            int start = cursor.nameStart;
            int end = cursor.idStart + idLength;
            // Ids are spread evenly; the name, which is compared too, seldom differs.
            int slot = (int) ((long) LONGS.get(bytes, cursor.idStart) >>> 1) & REMEMBERED - 1;
            byte[] key = keys[slot];
            if (key != null && Arrays.equals(key, 0, key.length, bytes, start, end)) {
                return values[slot];
            }
            int tree = numbers.number(bytes, cursor.idStart);
            long entry = tree < 0 ? -1 : (long) currentName(bytes) << 32 | tree;
            keys[slot] = Arrays.copyOfRange(bytes, start, end);
            values[slot] = entry;
            return entry;
        }

        private int currentName(byte[] bytes) {
            return nameNumber(Arrays.copyOfRange(bytes, cursor.nameStart, cursor.nameEnd));
        }

        private void store(int number, int count) {
            if (used + count + 1 > chunk.length) {
                chunk = new long[Math.max(CHUNK, count + 1)];
                chunkNumber = addChunk(chunk);
                used = 0;
            }
            entriesAt[number] = (long) chunkNumber << 32 | used;
            chunk[used] = count;
            System.arraycopy(found, 0, chunk, used + 1, count);
            used += count + 1;
            total.addAndGet(count);
        }
    }
}
