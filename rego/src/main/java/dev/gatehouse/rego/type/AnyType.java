package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The type of values that have one of several types; of all values if none is named.
///
/// @param alternatives the types, ascending
public record AnyType(List<Type> alternatives) implements Type {
    /// The type of all values.
    public static final AnyType ANY = new AnyType(List.of());

    /// The union of some types.
    public static AnyType of(Collection<Type> alternatives) {
        return alternatives.isEmpty() ? ANY : new AnyType(List.copyOf(new TreeSet<>(alternatives)));
    }

    /// Whether all values have this type.
    public boolean isUnrestricted() {
        return alternatives.isEmpty();
    }

    @Override
    public boolean contains(Type other) {
        return !(other instanceof FunctionType)
                && (isUnrestricted() || alternatives.stream().anyMatch(alternative -> alternative.compareTo(other) == 0));
    }

    /// The union with another type.
    public AnyType merge(Type other) {
        if (isUnrestricted()) {
            return this;
        }
        var union = new TreeSet<>(alternatives);
        if (other instanceof AnyType any) {
            if (any.isUnrestricted()) {
                return any;
            }
            union.addAll(any.alternatives);
        } else {
            union.add(other);
        }
        return union.size() == alternatives.size() ? this : new AnyType(List.copyOf(union));
    }

    @Override
    public @Nullable Type select(Value key) {
        return union(alternative -> alternative.select(key));
    }

    @Override
    public @Nullable Type keys() {
        return union(Type::keys);
    }

    @Override
    public @Nullable Type values() {
        return union(Type::values);
    }

    private @Nullable Type union(Function<Type, @Nullable Type> part) {
        if (isUnrestricted()) {
            return ANY;
        }
        Type union = null;
        for (Type alternative : alternatives) {
            union = Type.or(part.apply(alternative), union);
        }
        return union;
    }

    @Override
    public int rank() {
        return 7;
    }

    @Override
    public int compareSameRank(Type other) {
        return Type.compare(alternatives, ((AnyType) other).alternatives);
    }

    @Override
    public String toString() {
        return isUnrestricted()
                ? "any"
                : alternatives.stream().map(Type::toString).collect(Collectors.joining(", ", "any<", ">"));
    }
}
