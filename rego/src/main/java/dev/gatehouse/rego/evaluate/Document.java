package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place at which rules give a value. The rules are planned when the value is first asked for.
abstract sealed class Document extends Node
        permits CompleteDocument, FunctionDocument, SetDocument, GeneralDocument {
    Document(int id, int owner, List<Value> path) {
        super(id, owner, path);
    }

    /// A rule's default value, if one of them is its default.
    static @Nullable Definition defaultOf(List<Definition> definitions) {
        for (Definition definition : definitions) {
            if (definition.isDefault()) {
                return definition;
            }
        }
        return null;
    }
}
