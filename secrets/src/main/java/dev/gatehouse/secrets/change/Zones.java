package dev.gatehouse.secrets.change;

import java.util.Arrays;

/// Parts of a text, in order, none touching another. Immutable.
public final class Zones {
    /// Begin and end by turns.
    private final int[] bounds;

    private Zones(int[] bounds) {
        this.bounds = bounds;
    }

    /// The one from an offset up to another.
    public static Zones of(int from, int to) {
        return new Zones(new int[]{from, to});
    }

    /// How many they are.
    public int count() {
        return bounds.length / 2;
    }

    /// Where one begins.
    public int from(int zone) {
        return bounds[2 * zone];
    }

    /// Where it ends.
    public int to(int zone) {
        return bounds[2 * zone + 1];
    }

    /// How many bytes they have in all.
    public int length() {
        int length = 0;
        for (int i = 0; i < count(); i++) {
            length += to(i) - from(i);
        }
        return length;
    }

    /// Collects parts that may overlap, in any order. For one thread.
    public static final class Builder {
        /// Begin in the upper half, end in the lower.
        private long[] parts = new long[8];
        private int size;

        /// Adds the part from an offset up to another; both are at least 0.
        public void add(int from, int to) {
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, 2 * size);
            }
            parts[size++] = (long) from << 32 | to;
        }

        /// What they make together.
        public Zones build() {
            Arrays.sort(parts, 0, size);
            int[] bounds = new int[2 * size];
            int count = 0;
            for (int i = 0; i < size; i++) {
                int from = (int) (parts[i] >>> 32);
                int to = (int) parts[i];
                if (count > 0 && from <= bounds[count - 1]) {
                    bounds[count - 1] = Math.max(bounds[count - 1], to);
                } else {
                    bounds[count++] = from;
                    bounds[count++] = to;
                }
            }
            return new Zones(Arrays.copyOf(bounds, count));
        }
    }
}
