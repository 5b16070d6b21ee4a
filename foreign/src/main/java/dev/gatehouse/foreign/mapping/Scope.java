package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where an expression is evaluated: a value and what holds it.
///
/// @param value
///            what keys are looked up in
/// @param parent
///            what `^` means: the element of the list around it that the mapping walks through; null for the root
/// @param lookups
///            what `$name` means here and in what is inside
public record Scope(Value value, @Nullable Scope parent, Map<String, Lookup> lookups) {
    /// The root of a document.
    public static Scope root(Value value) {
        return new Scope(value, null, Map.of());
    }

    /// A scope inside this one.
    public Scope inner(Value inside, Map<String, Lookup> more) {
        return new Scope(inside, this, more);
    }

    /// The outermost scope.
    Scope root() {
        Scope scope = this;
        while (scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    /// The value that a lookup finds; it is asked where it is declared. Null if there is no such lookup, or it finds nothing.
    @Nullable
    Value lookUp(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Lookup lookup = scope.lookups.get(name);
            if (lookup != null) {
                return lookup.find(scope);
            }
        }
        return null;
    }
}
