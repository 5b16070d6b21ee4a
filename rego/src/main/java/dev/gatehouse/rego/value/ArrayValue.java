package dev.gatehouse.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An array: values in a row.
public final class ArrayValue extends Value implements Iterable<Value> {
    /// The empty array.
    public static final ArrayValue EMPTY = new ArrayValue(new Value[0], 0, 0);

    private final Value[] elements;
    private final int start;
    private final int size;
    private int hash;

    private ArrayValue(Value[] elements, int start, int size) {
        this.elements = elements;
        this.start = start;
        this.size = size;
    }

    /// An array of some elements.
    public static ArrayValue of(Value... elements) {
        return owning(elements.clone(), elements.length);
    }

    /// An array of some elements.
    public static ArrayValue of(Collection<? extends Value> elements) {
        return owning(elements.toArray(Value[]::new), elements.size());
    }

    /// An array of the first elements of a Java array, which the caller hands over and must not change any more.
    static ArrayValue owning(Value[] elements, int size) {
        return size == 0 ? EMPTY : new ArrayValue(elements, 0, size);
    }

    /// An array under construction.
    public static Builder builder() {
        return new Builder(8);
    }

    /// An array under construction.
    public static Builder builder(int expectedSize) {
        return new Builder(expectedSize);
    }

    @Override
    public Kind kind() {
        return Kind.ARRAY;
    }

    @Override
    public int size() {
        return size;
    }

    /// The element at an index from 0 to `size() - 1`.
    public Value get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return elements[start + index];
    }

    @Override
    public @Nullable Value get(Value key) {
        if (key instanceof NumberValue number && number.isLong()) {
            long index = number.longValue();
            return index >= 0 && index < size ? elements[start + (int) index] : null;
        }
        return null;
    }

    /// The elements from one index up to, not including, another; shares them with this array.
    public ArrayValue slice(int from, int to) {
        if (from < 0 || to > size || from > to) {
            throw new IndexOutOfBoundsException(from + " to " + to);
        }
        return from == to ? EMPTY : from == 0 && to == size ? this : new ArrayValue(elements, start + from, to - from);
    }

    /// This array with others' elements after its own.
    public ArrayValue concat(ArrayValue other) {
        if (size == 0 || other.size == 0) {
            return size == 0 ? other : this;
        }
        Value[] joined = Arrays.copyOfRange(elements, start, start + Math.addExact(size, other.size));
        System.arraycopy(other.elements, other.start, joined, size, other.size);
        return new ArrayValue(joined, 0, joined.length);
    }

    /// The elements in ascending order.
    public ArrayValue sorted() {
        Value[] copy = Arrays.copyOfRange(elements, start, start + size);
        Arrays.sort(copy);
        return owning(copy, size);
    }

    /// The elements as an unmodifiable list.
    public List<Value> asList() {
        return List.of(Arrays.copyOfRange(elements, start, start + size));
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
                return elements[start + next++];
            }
        };
    }

    @Override
    int compareSameKind(Value other) {
        var its = (ArrayValue) other;
        int common = Math.min(size, its.size);
        for (int index = 0; index < common; index++) {
            int order = elements[start + index].compareTo(its.elements[its.start + index]);
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
        if (!(other instanceof ArrayValue array) || array.size != size || (hash != 0 && array.hash != 0 && hash != array.hash)) {
            return false;
        }
        for (int index = 0; index < size; index++) {
            if (!elements[start + index].equals(array.elements[array.start + index])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = 17;
            for (int index = start; index < start + size; index++) {
                result = Hashing.combine(result, elements[index].hashCode());
            }
            hash = result;
        }
        return result;
    }

    @Override
    public void appendTo(StringBuilder text) {
        text.append('[');
        for (int index = 0; index < size; index++) {
            if (index > 0) {
                text.append(", ");
            }
            elements[start + index].appendTo(text);
        }
        text.append(']');
    }

    /// An array under construction; for one thread.
    public static final class Builder {
        private Value[] elements;
        private int size;

        private Builder(int expectedSize) {
            elements = new Value[Math.max(expectedSize, 1)];
        }

        /// Appends an element.
        public Builder add(Value element) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, Math.max(8, size + (size >> 1)));
            }
            elements[size++] = element;
            return this;
        }

        /// How many elements there are so far.
        public int size() {
            return size;
        }

        /// The array of the elements so far; more may be added for another one.
        public ArrayValue build() {
            return owning(Arrays.copyOf(elements, size), size);
        }
    }
}
