package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The type of a term. Where a type is not known, there is null instead of one.
///
/// Types have a total order, which unions are sorted by. The text of a type is OPA's, as its error messages show it:
/// `any<array[string], object<id: number>[string: any]>`.
public sealed interface Type extends Comparable<Type> permits ScalarType, ArrayType, ObjectType, SetType, AnyType, FunctionType {
    /// The type of one value.
    static Type of(Value value) {
        return switch (value.kind()) {
            case NULL -> ScalarType.NULL;
            case BOOLEAN -> ScalarType.BOOLEAN;
            case NUMBER -> ScalarType.NUMBER;
            case STRING -> ScalarType.STRING;
            case ARRAY -> {
                var elements = new ArrayList<Type>();
                ((ArrayValue) value).forEach(element -> elements.add(of(element)));
                yield new ArrayType(elements, null);
            }
            case OBJECT -> {
                var properties = new TreeMap<Value, Type>();
                ((ObjectValue) value).forEach((key, element) -> properties.put(key, of(element)));
                yield new ObjectType(properties, null);
            }
            case SET -> {
                Type element = null;
                for (Value each : (SetValue) value) {
                    element = or(element, of(each));
                }
                yield new SetType(element == null ? AnyType.ANY : element);
            }
        };
    }

    /// The union of two types; the other one if either is unknown, null if only one is a function or their shapes differ.
    static @Nullable Type or(@Nullable Type left, @Nullable Type right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left instanceof FunctionType mine && right instanceof FunctionType its) {
            return mine.union(its);
        }
        if (left instanceof FunctionType || right instanceof FunctionType) {
            return null;
        }
        if (left instanceof AnyType any) {
            return any.merge(right);
        }
        if (right instanceof AnyType any) {
            return any.merge(left);
        }
        return left.compareTo(right) == 0 ? left : AnyType.of(List.of(left, right));
    }

    /// Whether every value of the other type is known to have this type.
    default boolean contains(Type other) {
        return compareTo(other) == 0;
    }

    /// The type of `this[key]` for one key; null if that is undefined.
    @Nullable
    Type select(Value key);

    /// The type of what can be a key: positions, keys, or a set's elements; null if there is none.
    @Nullable
    Type keys();

    /// The type of what can be selected; null if there is nothing.
    @Nullable
    Type values();

    /// Where types of this shape stand in the order.
    int rank();

    /// Compares with a type of the same rank.
    int compareSameRank(Type other);

    @Override
    default int compareTo(Type other) {
        return this == other ? 0 : rank() == other.rank() ? compareSameRank(other) : Integer.compare(rank(), other.rank());
    }

    /// Compares two types that may be unknown; unknown ones come first.
    static int compare(@Nullable Type left, @Nullable Type right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        return left.compareTo(right);
    }

    /// Compares lists of types element by element.
    static int compare(List<Type> left, List<Type> right) {
        for (int index = 0; index < Math.min(left.size(), right.size()); index++) {
            int order = left.get(index).compareTo(right.get(index));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
