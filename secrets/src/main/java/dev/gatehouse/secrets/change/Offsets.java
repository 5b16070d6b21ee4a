package dev.gatehouse.secrets.change;

import java.util.Arrays;

/// A growing list of offsets. For one thread.
public final class Offsets {
    private int[] values = new int[8];
    private int size;

    /// Adds one at the end.
    public void add(int offset) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = offset;
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// Forgets all.
    public void clear() {
        size = 0;
    }

    /// All of them, in the order in which they came.
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
