package dev.gatehouse.source.git;

import java.util.Arrays;

/// What an object took over from another, run by run; those that are one run in both count as one. For one thread.
final class Copies {
    private int[] runs = new int[96];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int from, int to, int length) {
        if (size > 0 && runs[size - 3] + runs[size - 1] == from && runs[size - 2] + runs[size - 1] == to) {
            runs[size - 1] += length;
            return;
        }
        if (size == runs.length) {
            runs = Arrays.copyOf(runs, 2 * size);
        }
        runs[size++] = from;
        runs[size++] = to;
        runs[size++] = length;
    }

    /// Offset there, offset here, length by turns.
    int[] toArray() {
        return Arrays.copyOf(runs, size);
    }
}
