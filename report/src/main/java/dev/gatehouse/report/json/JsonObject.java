package dev.gatehouse.report.json;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object under construction. Members keep the order in which they are put; a null value leaves the member out.
///
/// Not thread-safe; made, written and thrown away.
public final class JsonObject {
    private final LinkedHashMap<String, Object> members = new LinkedHashMap<>();

    /// Puts a string.
    public JsonObject put(String name, @Nullable String value) {
        return put(name, (Object) value);
    }

    /// Puts an integer.
    public JsonObject put(String name, long value) {
        return put(name, (Object) value);
    }

    /// Puts a boolean.
    public JsonObject put(String name, boolean value) {
        return put(name, (Object) value);
    }

    /// Puts an object.
    public JsonObject put(String name, @Nullable JsonObject value) {
        return put(name, (Object) value);
    }

    /// Puts an array of strings, integers, objects or lists of these.
    public JsonObject put(String name, Collection<?> values) {
        return put(name, (Object) List.copyOf(values));
    }

    /// Puts an array, or nothing if it would be empty.
    public JsonObject putUnlessEmpty(String name, Collection<?> values) {
        return values.isEmpty() ? this : put(name, values);
    }

    /// Whether it has no members.
    public boolean isEmpty() {
        return members.isEmpty();
    }

    JsonObject put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /// The members: values are String, Long, Integer, Boolean, JsonObject or List.
    Map<String, Object> members() {
        return members;
    }
}
