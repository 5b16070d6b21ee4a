package dev.gatehouse.secrets.engine;

import java.util.Arrays;

/// Where a scan says that cuts of one pattern may lie, ordered by offset.
final class Hits {
    private int[] offsets = new int[8];
    private int[] cuts = new int[8];
    private int size;
    /// Bytes read to judge them.
    private long work;

    void add(int offset, int cut) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            cuts = Arrays.copyOf(cuts, 2 * size);
        }
        offsets[size] = offset;
        cuts[size++] = cut;
    }

    void work(int bytes) {
        work += bytes;
    }

    long work() {
        return work;
    }

    int size() {
        return size;
    }

    int offset(int hit) {
        return offsets[hit];
    }

    /// Which of the engine's cuts.
    int cut(int hit) {
        return cuts[hit];
    }

    /// Forgets all; keeps only little memory.
    void clear() {
        size = 0;
        work = 0;
        if (offsets.length > 1024) {
            offsets = new int[8];
            cuts = new int[8];
        }
    }
}
