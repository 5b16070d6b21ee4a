package dev.gatehouse.source.git;

import java.util.Arrays;

/// Every entry of a pack in the order of its bytes, and which is the base of which: the delta forest.
///
/// Entries are numbered by their order in the pack; `position` is the number in the index, which is the order of ids.
final class PackEntries {
    /// In [#parent]: an object of its own.
    static final int NONE = -1;
    /// In [#parent]: a delta whose base lies outside the pack.
    static final int OUTSIDE = -2;
    /// In [#type]: the header cannot be read.
    static final byte DAMAGED = 0;

    final PackFile pack;
    final int count;
    final long[] offset;
    final int[] position;
    final byte[] type;
    /// Of the object or its delta; [Integer#MAX_VALUE] stands for more.
    final int[] size;
    /// Bytes between the offset and the compressed bytes.
    private final byte[] headerLength;
    final int[] parent;
    private final int[] firstChild;
    private final int[] nextSibling;
    /// Whether a delta may lie before its base: only then can deltas be each other's base.
    private boolean named;

    PackEntries(PackFile pack) throws GitFormatException {
        this.pack = pack;
        count = pack.index.count();
        offset = new long[count];
        position = new int[count];
        type = new byte[count];
        size = new int[count];
        headerLength = new byte[count];
        parent = new int[count];
        firstChild = new int[count];
        nextSibling = new int[count];
        try {
            sortByOffset();
        } catch (InternalError e) {
            throw new GitFormatException(pack.name + " changed while it was read");
        }
        readHeaders();
    }

    /// Sorts offset and position together as one number each.
    private void sortByOffset() throws GitFormatException {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count));
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            long start = pack.index.offset(i);
            if (start < 0 || start >= pack.end) {
                start = pack.end;
            }
            if (start >>> Long.SIZE - 1 - bits != 0) {
                throw new GitFormatException(pack.name + " is too large to be read");
            }
            keys[i] = start << bits | i;
        }
        Arrays.parallelSort(keys);
        for (int i = 0; i < count; i++) {
            offset[i] = keys[i] >>> bits;
            position[i] = (int) (keys[i] & (1L << bits) - 1);
        }
    }

    private void readHeaders() {
        Arrays.fill(firstChild, NONE);
        Arrays.fill(nextSibling, NONE);
        PackFile.Entry entry = pack.newEntry();
        int[] entryAt = null;
        for (int i = 0; i < count; i++) {
            parent[i] = NONE;
            try {
                pack.header(offset[i], entry);
            } catch (DamagedObjectException e) {
                type[i] = DAMAGED;
                continue;
            }
            type[i] = (byte) entry.type;
            size[i] = (int) Math.min(entry.size, Integer.MAX_VALUE);
            headerLength[i] = (byte) (entry.data - offset[i]);
            if (entry.type == ObjectType.OFS_DELTA) {
                int base = Arrays.binarySearch(offset, entry.base);
                adopt(i, base >= 0 ? base : OUTSIDE);
            } else if (entry.type == ObjectType.REF_DELTA) {
                named = true;
                if (entryAt == null) {
                    entryAt = byPosition();
                }
                int base = pack.index.find(entry.baseId, 0);
                adopt(i, base >= 0 ? entryAt[base] : OUTSIDE);
            }
        }
    }

    private void adopt(int child, int base) {
        parent[child] = base;
        if (base >= 0) {
            nextSibling[child] = firstChild[base];
            firstChild[base] = child;
        }
    }

    /// Which entry stands at which position of the index.
    int[] byPosition() {
        int[] entryAt = new int[count];
        for (int i = 0; i < count; i++) {
            entryAt[position[i]] = i;
        }
        return entryAt;
    }

    /// Whether following the bases of the entry never ends.
    boolean inCircle(int entry) {
        int steps = 0;
        for (int at = entry; named && at >= 0; at = parent[at]) {
            if (++steps > ObjectDatabase.LONGEST_CHAIN) {
                return true;
            }
        }
        return false;
    }

    /// Where the compressed bytes begin.
    long data(int entry) {
        return offset[entry] + headerLength[entry];
    }

    /// Where the next entry begins, which is where this one ends.
    long end(int entry) {
        return entry + 1 < count ? offset[entry + 1] : pack.end;
    }

    /// The first delta against the entry, or -1.
    int firstChild(int entry) {
        return firstChild[entry];
    }

    /// The next delta against the same base, or -1.
    int nextSibling(int entry) {
        return nextSibling[entry];
    }

    /// Whether nothing in the pack is its base: an object of its own, or a delta against another pack's object.
    boolean root(int entry) {
        return parent[entry] < 0;
    }
}
