package dev.gatehouse.secrets.engine;

import java.util.Arrays;

/// Where a scan says that cuts of one pattern may lie, ordered by offset.
final class Hits {
    private int[] offsets = new int[8];
    private int[] cuts = new int[8];
    private int size;
    private boolean ordered = true;
    /// Bytes read to judge them.
    private long work;
    private boolean keywordInDoubt;

    /// Adds one; in any order, but in the order of offsets it is quickest.
    void add(int offset, int cut) {
        ordered &= size == 0 || offsets[size - 1] <= offset;
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            cuts = Arrays.copyOf(cuts, 2 * size);
        }
        offsets[size] = offset;
        cuts[size++] = cut;
    }

    /// Puts them in order; to be called before they are read.
    void order() {
        if (ordered) {
            return;
        }
        long[] both = new long[size];
        for (int i = 0; i < size; i++) {
            both[i] = (long) offsets[i] << 32 | cuts[i];
        }
        Arrays.sort(both);
        for (int i = 0; i < size; i++) {
            offsets[i] = (int) (both[i] >>> 32);
            cuts[i] = (int) both[i];
        }
        ordered = true;
    }

    void work(int bytes) {
        work += bytes;
    }

    long work() {
        return work;
    }

    /// Says that a literal was found which holds a keyword only if characters above ASCII are folded.
    void doubtKeyword() {
        keywordInDoubt = true;
    }

    boolean keywordInDoubt() {
        return keywordInDoubt;
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
        ordered = true;
        work = 0;
        keywordInDoubt = false;
        if (offsets.length > 1024) {
            offsets = new int[8];
            cuts = new int[8];
        }
    }
}
