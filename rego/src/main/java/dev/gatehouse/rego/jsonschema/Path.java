package dev.gatehouse.rego.jsonschema;

import org.jspecify.annotations.Nullable;

/// Where in a document a value is.
///
/// @param parent null for the document itself
record Path(@Nullable Path parent, String name) {
    static final Path ROOT = new Path(null, "(Root)");

    Path child(String step) {
        return new Path(this, step);
    }

    @Override
    public String toString() {
        var names = new java.util.ArrayDeque<String>();
        for (Path path = this; path.parent != null; path = path.parent) {
            names.push(path.name);
        }
        return names.isEmpty() ? name : String.join(".", names);
    }
}
