package dev.gatehouse.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A set of distinct values, iterated in ascending order.
public final class SetValue extends Value implements Iterable<Value> {
    private static final int[] IN_ORDER = {};
    /// The empty set.
    public static final SetValue EMPTY = new SetValue(new Value[0], 0, null);

    private final Value[] elements;
    private final int size;
    private final int @Nullable [] table;
    private volatile int @Nullable [] order;
    private int hash;

    private SetValue(Value[] elements, int size, int @Nullable [] table) {
        this.elements = elements;
        this.size = size;
        this.table = table;
    }

    /// A set of some elements, each of which may be named more than once.
    public static SetValue of(Value... elements) {
        var builder = new Builder(elements.length);
        for (Value element : elements) {
            builder.add(element);
        }
        return builder.build();
    }

    /// A set of some elements, each of which may be named more than once.
    public static SetValue of(Collection<? extends Value> elements) {
        var builder = new Builder(elements.size());
        elements.forEach(builder::add);
        return builder.build();
    }

    /// A set under construction.
    public static Builder builder() {
        return new Builder(8);
    }

    /// A set under construction.
    public static Builder builder(int expectedSize) {
        return new Builder(expectedSize);
    }

    @Override
    public Kind kind() {
        return Kind.SET;
    }

    @Override
    public int size() {
        return size;
    }

    /// Whether a value is an element.
    public boolean contains(Value value) {
        return HashTable.find(table, elements, size, value) >= 0;
    }

    /// The element that equals `key`, as it stands in the set; null if there is none.
    @Override
    public @Nullable Value get(Value key) {
        int position = HashTable.find(table, elements, size, key);
        return position < 0 ? null : elements[position];
    }

    /// The element at a place, from 0 to `size() - 1`, of the ascending order.
    public Value element(int rank) {
        int[] ranks = order();
        return elements[ranks == IN_ORDER ? rank : ranks[rank]];
    }

    private int[] order() {
        int[] known = order;
        if (known == null) {
            known = HashTable.order(elements, size, IN_ORDER);
            order = known;
        }
        return known;
    }

    /// The elements in ascending order.
    public ArrayValue sorted() {
        int[] ranks = order();
        Value[] sorted = Arrays.copyOf(elements, size);
        if (ranks != IN_ORDER) {
            for (int rank = 0; rank < size; rank++) {
                sorted[rank] = elements[ranks[rank]];
            }
        }
        return ArrayValue.owning(sorted, size);
    }

    /// All elements of both sets.
    public SetValue union(SetValue other) {
        if (size == 0 || other.size == 0) {
            return size == 0 ? other : this;
        }
        return new Builder(size + other.size).addAll(this).addAll(other).build();
    }

    /// The elements that both sets have.
    public SetValue intersection(SetValue other) {
        SetValue smaller = size <= other.size ? this : other;
        SetValue larger = smaller == this ? other : this;
        var builder = new Builder(smaller.size);
        for (int position = 0; position < smaller.size; position++) {
            if (larger.contains(smaller.elements[position])) {
                builder.addNew(smaller.elements[position]);
            }
        }
        return builder.build();
    }

    /// The elements that the other set does not have.
    public SetValue difference(SetValue other) {
        if (size == 0 || other.size == 0) {
            return this;
        }
        var builder = new Builder(size);
        for (int position = 0; position < size; position++) {
            if (!other.contains(elements[position])) {
                builder.addNew(elements[position]);
            }
        }
        return builder.build();
    }

    @Override
    public Iterator<Value> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Value next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return element(next++);
            }
        };
    }

    @Override
    int compareSameKind(Value other) {
        var its = (SetValue) other;
        int common = Math.min(size, its.size);
        for (int rank = 0; rank < common; rank++) {
            int order = element(rank).compareTo(its.element(rank));
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
        if (!(other instanceof SetValue set) || set.size != size || hashCode() != set.hashCode()) {
            return false;
        }
        for (int position = 0; position < size; position++) {
            if (!set.contains(elements[position])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = 0x736574;
            for (int position = 0; position < size; position++) {
                // A sum does not depend on the order; mixing keeps {1, 4} from {2, 3}.
                result += Hashing.combine(1, elements[position].hashCode());
            }
            hash = result;
        }
        return result;
    }

    @Override
    public void appendTo(StringBuilder text) {
        if (size == 0) {
            text.append("set()");
            return;
        }
        text.append('{');
        for (int rank = 0; rank < size; rank++) {
            if (rank > 0) {
                text.append(", ");
            }
            element(rank).appendTo(text);
        }
        text.append('}');
    }

    /// A set under construction; for one thread.
    public static final class Builder {
        private Value[] elements;
        private int size;
        private int @Nullable [] table;

        private Builder(int expectedSize) {
            elements = new Value[Math.max(expectedSize, 1)];
        }

        /// Adds an element; says whether it is new.
        public boolean add(Value element) {
            if (contains(element)) {
                return false;
            }
            addNew(element);
            return true;
        }

        private void addNew(Value element) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, Math.max(8, size + (size >> 1)));
            }
            elements[size++] = element;
            table = HashTable.grow(table, elements, size);
        }

        /// Adds the elements of a set.
        public Builder addAll(SetValue set) {
            for (int position = 0; position < set.size; position++) {
                add(set.elements[position]);
            }
            return this;
        }

        /// Whether a value was added.
        public boolean contains(Value value) {
            return HashTable.find(table, elements, size, value) >= 0;
        }

        /// How many elements there are so far.
        public int size() {
            return size;
        }

        /// The set of the elements so far; more may be added for another one.
        public SetValue build() {
            return size == 0 ? EMPTY : new SetValue(Arrays.copyOf(elements, size), size, table == null ? null : table.clone());
        }
    }
}
