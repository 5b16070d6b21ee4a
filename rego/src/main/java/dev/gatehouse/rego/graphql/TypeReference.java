package dev.gatehouse.rego.graphql;

import org.jspecify.annotations.Nullable;

/// The type of a field, an argument or a variable.
///
/// @param named the type's name; empty for a list
/// @param element the type of a list's elements; null if it is none
record TypeReference(String named, @Nullable TypeReference element, boolean nonNull, @Nullable Position position) {
    static TypeReference of(String named, boolean nonNull) {
        return new TypeReference(named, null, nonNull, null);
    }

    /// The name of the type, lists taken away.
    String name() {
        TypeReference type = this;
        while (type.named.isEmpty() && type.element != null) {
            type = type.element;
        }
        return type.named;
    }

    TypeReference nullable() {
        return new TypeReference(named, element, false, position);
    }

    /// Whether a value of this type can stand where one of another is wanted.
    boolean isCompatible(TypeReference other) {
        if (!named.equals(other.named) || (element != null && (other.element == null || !element.isCompatible(other.element)))) {
            return false;
        }
        return !other.nonNull || nonNull;
    }

    @Override
    public String toString() {
        return (element == null ? named : "[" + element + "]") + (nonNull ? "!" : "");
    }
}
