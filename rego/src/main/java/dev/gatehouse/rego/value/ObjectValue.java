package dev.gatehouse.rego.value;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object: a value for each of some distinct keys, which may be values of any kind; iterated in ascending order of the keys.
public final class ObjectValue extends Value {
    private static final int[] IN_ORDER = {};
    /// The empty object.
    public static final ObjectValue EMPTY = new ObjectValue(new Value[0], new Value[0], 0, null);

    private final Value[] keys;
    private final Value[] values;
    private final int size;
    private final int @Nullable [] table;
    private volatile int @Nullable [] order;
    private int hash;

    private ObjectValue(Value[] keys, Value[] values, int size, int @Nullable [] table) {
        this.keys = keys;
        this.values = values;
        this.size = size;
        this.table = table;
    }

    /// An object of one entry.
    public static ObjectValue of(Value key, Value value) {
        return new ObjectValue(new Value[]{key}, new Value[]{value}, 1, null);
    }

    /// An object of a map's entries.
    public static ObjectValue of(Map<? extends Value, ? extends Value> entries) {
        var builder = new Builder(entries.size());
        entries.forEach(builder::put);
        return builder.build();
    }

    /// An object under construction.
    public static Builder builder() {
        return new Builder(8);
    }

    /// An object under construction.
    public static Builder builder(int expectedSize) {
        return new Builder(expectedSize);
    }

    @Override
    public Kind kind() {
        return Kind.OBJECT;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Value get(Value key) {
        int position = HashTable.find(table, keys, size, key);
        return position < 0 ? null : values[position];
    }

    /// The value of a string key; null if there is none.
    public @Nullable Value get(String key) {
        return get(StringValue.of(key));
    }

    /// Whether there is an entry for a key.
    public boolean containsKey(Value key) {
        return HashTable.find(table, keys, size, key) >= 0;
    }

    /// The key at a place, from 0 to `size() - 1`, of the ascending order.
    public Value key(int rank) {
        return keys[position(rank)];
    }

    /// The value of [#key(int)].
    public Value value(int rank) {
        return values[position(rank)];
    }

    private int position(int rank) {
        int[] ranks = order;
        if (ranks == null) {
            ranks = HashTable.order(keys, size, IN_ORDER);
            order = ranks;
        }
        return ranks == IN_ORDER ? rank : ranks[rank];
    }

    /// The set of the keys.
    public SetValue keys() {
        var builder = SetValue.builder(size);
        for (int position = 0; position < size; position++) {
            builder.add(keys[position]);
        }
        return builder.build();
    }

    /// This object with one entry added or replaced.
    public ObjectValue with(Value key, Value value) {
        return new Builder(size + 1).putAll(this).put(key, value).build();
    }

    /// This object without a key.
    public ObjectValue without(Value key) {
        if (!containsKey(key)) {
            return this;
        }
        var builder = new Builder(size);
        for (int position = 0; position < size; position++) {
            if (!keys[position].equals(key)) {
                builder.put(keys[position], values[position]);
            }
        }
        return builder.build();
    }

    /// What to do with each entry.
    @FunctionalInterface
    public interface Visitor {
        /// Takes one entry.
        void entry(Value key, Value value);
    }

    /// Hands every entry over, in ascending order of the keys.
    public void forEach(Visitor visitor) {
        for (int rank = 0; rank < size; rank++) {
            int position = position(rank);
            visitor.entry(keys[position], values[position]);
        }
    }

    @Override
    int compareSameKind(Value other) {
        var its = (ObjectValue) other;
        int common = Math.min(size, its.size);
        for (int rank = 0; rank < common; rank++) {
            int order = key(rank).compareTo(its.key(rank));
            if (order == 0) {
                order = value(rank).compareTo(its.value(rank));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(size, its.size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        if (!(other instanceof ObjectValue object) || object.size != size
                || (hash != 0 && object.hash != 0 && hash != object.hash)) {
            return false;
        }
        for (int position = 0; position < size; position++) {
            Value its = object.get(keys[position]);
            if (its == null || !its.equals(values[position])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = 0x6f626a;
            for (int position = 0; position < size; position++) {
                result += Hashing.combine(keys[position].hashCode(), values[position].hashCode());
            }
            hash = result;
        }
        return result;
    }

    @Override
    public void appendTo(StringBuilder text) {
        text.append('{');
        for (int rank = 0; rank < size; rank++) {
            if (rank > 0) {
                text.append(", ");
            }
            key(rank).appendTo(text);
            text.append(": ");
            value(rank).appendTo(text);
        }
        text.append('}');
    }

    /// An object under construction; for one thread.
    public static final class Builder {
        private Value[] keys;
        private Value[] values;
        private int size;
        private int @Nullable [] table;

        private Builder(int expectedSize) {
            keys = new Value[Math.max(expectedSize, 1)];
            values = new Value[keys.length];
        }

        /// Adds an entry, or replaces the value of its key.
        public Builder put(Value key, Value value) {
            int position = HashTable.find(table, keys, size, key);
            if (position >= 0) {
                values[position] = value;
            } else {
                putNew(key, value);
            }
            return this;
        }

        /// Adds an entry unless there is one for its key; returns the value that stood there, null if none did.
        public @Nullable Value putIfAbsent(Value key, Value value) {
            int position = HashTable.find(table, keys, size, key);
            if (position >= 0) {
                return values[position];
            }
            putNew(key, value);
            return null;
        }

        private void putNew(Value key, Value value) {
            if (size == keys.length) {
                int capacity = Math.max(8, size + (size >> 1));
                keys = Arrays.copyOf(keys, capacity);
                values = Arrays.copyOf(values, capacity);
            }
            keys[size] = key;
            values[size++] = value;
            table = HashTable.grow(table, keys, size);
        }

        /// Adds a string key's entry, or replaces its value.
        public Builder put(String key, Value value) {
            return put(StringValue.of(key), value);
        }

        /// Adds or replaces the entries of an object.
        public Builder putAll(ObjectValue object) {
            for (int position = 0; position < object.size; position++) {
                put(object.keys[position], object.values[position]);
            }
            return this;
        }

        /// The value of a key so far; null if there is none.
        public @Nullable Value get(Value key) {
            int position = HashTable.find(table, keys, size, key);
            return position < 0 ? null : values[position];
        }

        /// How many entries there are so far.
        public int size() {
            return size;
        }

        /// The object of the entries so far; more may be added for another one.
        public ObjectValue build() {
            return size == 0
                    ? EMPTY
                    : new ObjectValue(Arrays.copyOf(keys, size), Arrays.copyOf(values, size), size,
                            table == null ? null : table.clone());
        }
    }
}
