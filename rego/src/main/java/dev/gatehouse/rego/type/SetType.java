package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The type of sets.
///
/// @param element the type of all elements
public record SetType(Type element) implements Type {
    @Override
    public @Nullable Type select(Value key) {
        Type selected = Type.of(key);
        if (element.compareTo(selected) == 0) {
            return element;
        }
        return element instanceof AnyType any && any.contains(selected) ? selected : null;
    }

    @Override
    public Type keys() {
        return element;
    }

    @Override
    public Type values() {
        return element;
    }

    @Override
    public int rank() {
        return 6;
    }

    @Override
    public int compareSameRank(Type other) {
        return element.compareTo(((SetType) other).element);
    }

    @Override
    public String toString() {
        return "set[" + element + "]";
    }
}
