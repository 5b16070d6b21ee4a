package dev.gatehouse.rego.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where each of some distinct values stands in an array: open addressing over positions, so that the values keep their order.
final class HashTable {
    /// Up to this size, looking at every value is as quick.
    private static final int SMALL = 8;

    private HashTable() {}

    /// The table for the first `size` values, with room to grow; null while there are few.
    static int @Nullable [] build(Value[] values, int size) {
        if (size <= SMALL) {
            return null;
        }
        int[] table = new int[Integer.highestOneBit(size) << 2];
        for (int position = 0; position < size; position++) {
            insert(table, values[position], position);
        }
        return table;
    }

    /// The table after a value was put at position `size - 1`.
    static int @Nullable [] grow(int @Nullable [] table, Value[] values, int size) {
        if (table == null || size > table.length >> 1) {
            return build(values, size);
        }
        insert(table, values[size - 1], size - 1);
        return table;
    }

    private static void insert(int[] table, Value value, int position) {
        int mask = table.length - 1;
        int slot = spread(value.hashCode()) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = position + 1;
    }

    /// The position of a value; -1 if it is not there.
    static int find(int @Nullable [] table, Value[] values, int size, Value value) {
        int hash = value.hashCode();
        if (table == null) {
            for (int position = 0; position < size; position++) {
                Value candidate = values[position];
                if (candidate == value || (candidate.hashCode() == hash && candidate.equals(value))) {
                    return position;
                }
            }
            return -1;
        }
        int mask = table.length - 1;
        for (int slot = spread(hash) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int position = table[slot] - 1;
            Value candidate = values[position];
            if (candidate == value || (candidate.hashCode() == hash && candidate.equals(value))) {
                return position;
            }
        }
        return -1;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ (mixed >>> 16);
    }

    /// The positions of the values in ascending order; `inOrder` itself if they stand so already.
    static int[] order(Value[] values, int size, int[] inOrder) {
        boolean sorted = true;
        for (int position = 1; position < size && sorted; position++) {
            sorted = values[position - 1].compareTo(values[position]) < 0;
        }
        if (sorted) {
            return inOrder;
        }
        Keyed[] keyed = new Keyed[size];
        for (int position = 0; position < size; position++) {
            keyed[position] = new Keyed(values[position], position);
        }
        Arrays.sort(keyed);
        int[] order = new int[size];
        for (int rank = 0; rank < size; rank++) {
            order[rank] = keyed[rank].position;
        }
        return order;
    }

    private record Keyed(Value value, int position) implements Comparable<Keyed> {
        @Override
        public int compareTo(Keyed other) {
            return value.compareTo(other.value);
        }
    }
}
