package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The type of arrays.
///
/// @param elements the types of the first elements, where they are known one by one
/// @param rest the type of all further elements; null if there are none
public record ArrayType(List<Type> elements, @Nullable Type rest) implements Type {
    /// Copies the list.
    public ArrayType {
        elements = List.copyOf(elements);
    }

    /// The type of arrays of any length whose elements have one type.
    public static ArrayType of(Type element) {
        return new ArrayType(List.of(), element);
    }

    @Override
    public @Nullable Type select(Value key) {
        return key instanceof NumberValue number && number.isLong() ? select(number.longValue()) : null;
    }

    /// The type of the element at a position; null if there is none.
    public @Nullable Type select(long position) {
        return position < 0 ? null : position < elements.size() ? elements.get((int) position) : rest;
    }

    @Override
    public Type keys() {
        return ScalarType.NUMBER;
    }

    @Override
    public @Nullable Type values() {
        Type union = null;
        for (Type element : elements) {
            union = Type.or(union, element);
        }
        return Type.or(union, rest);
    }

    @Override
    public int rank() {
        return 4;
    }

    @Override
    public int compareSameRank(Type other) {
        var its = (ArrayType) other;
        int order = Type.compare(rest, its.rest);
        return order != 0 ? order : Type.compare(elements, its.elements);
    }

    @Override
    public String toString() {
        return "array"
                + (elements.isEmpty() ? "" : elements.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">")))
                + (rest == null ? "" : "[" + rest + "]");
    }
}
