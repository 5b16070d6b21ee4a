package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `json.patch` (RFC 6902), which in Rego may change sets as well: there an element is its own key.
final class JsonPatch {
    private final BuiltinContext context;
    // Null once the whole document is removed.
    private @Nullable Value document;

    private JsonPatch(BuiltinContext context, Value document) {
        this.context = context;
        this.document = document;
    }

    static void register(Builtins.Table table) {
        table.add("json.patch", (context, arguments) -> {
            var patch = new JsonPatch(context, arguments[0]);
            for (Value operation : Operands.array(arguments, 1)) {
                if (!(operation instanceof ObjectValue object)) {
                    throw BuiltinError
                            .failure("must be an array of JSON-Patch objects, but at least one element is not an object");
                }
                patch.apply(object);
            }
            return patch.document;
        });
    }

    private static Value attribute(ObjectValue operation, String name) {
        Value value = operation.get(name);
        if (value == null) {
            throw BuiltinError.failure("missing required attribute '" + name + "'");
        }
        return value;
    }

    private void apply(ObjectValue operation) {
        attribute(operation, "path");
        if (!(attribute(operation, "op") instanceof StringValue name)) {
            throw BuiltinError
                    .failure("attribute 'op' must be a string but found: " + attribute(operation, "op").kind().typeName());
        }
        List<Value> path = path(operation, "path");
        switch (name.text()) {
            case "add" -> insert(path, attribute(operation, "value"));
            case "remove" -> delete(path);
            case "replace" -> {
                delete(path);
                insert(path, attribute(operation, "value"));
            }
            case "move" -> {
                List<Value> from = path(operation, "from");
                Value moved = find(from);
                delete(from);
                insert(path, moved);
            }
            case "copy" -> insert(path, find(path(operation, "from")));
            case "test" -> {
                Value found = find(path);
                Value expected = attribute(operation, "value");
                if (!found.equals(expected)) {
                    throw BuiltinError
                            .failure("value from EditTree != patch value.\n\nExpected: " + expected + "\n\nFound: " + found);
                }
            }
            default -> throw BuiltinError.failure("unrecognized op: '" + name.text() + "'");
        }
    }

    private List<Value> path(ObjectValue operation, String name) {
        List<Value> path = JsonPath.parse(attribute(operation, name));
        if (path.size() > context.limits().depth()) {
            throw BuiltinError.failure("path of more than " + context.limits().depth() + " keys");
        }
        return path;
    }

    private Value whole() {
        if (document == null) {
            throw BuiltinError.failure("deleted node encountered");
        }
        return document;
    }

    private static BuiltinError missing(Value key, Value parent) {
        return BuiltinError.failure("path " + key + " does not exist in " + parent.kind().typeName() + " term " + parent);
    }

    private static Value child(Value parent, Value key) {
        Value child = parent instanceof ArrayValue array ? element(array, JsonPath.index(key, array.size())) : parent.get(key);
        if (child == null) {
            throw missing(key, parent);
        }
        return child;
    }

    private static @Nullable Value element(ArrayValue array, int index) {
        return index >= 0 && index < array.size() ? array.get(index) : null;
    }

    private Value find(List<Value> path) {
        Value found = whole();
        for (Value key : path) {
            found = child(found, key);
        }
        return found;
    }

    private void insert(List<Value> path, Value value) {
        document = path.isEmpty() ? value : insert(whole(), path, value);
    }

    private Value insert(Value parent, List<Value> path, Value value) {
        Value key = path.getFirst();
        context.work(1 + parent.size());
        if (path.size() > 1) {
            Value old = child(parent, key);
            return replaceChild(parent, key, old, insert(old, path.subList(1, path.size()), value));
        }
        return switch (parent) {
            case ObjectValue object -> object.with(key, value);
            case ArrayValue array -> {
                int index = JsonPath.index(key, array.size());
                if (index < 0 || index > array.size()) {
                    throw BuiltinError.failure("index for array insertion out of bounds");
                }
                var elements = new ArrayList<>(array.asList());
                elements.add(index, value);
                yield ArrayValue.of(elements);
            }
            case SetValue set -> {
                if (!key.equals(value)) {
                    throw BuiltinError.failure("set key " + key + " does not equal value to be inserted " + value);
                }
                yield set.union(SetValue.of(value));
            }
            default -> throw BuiltinError.failure("expected composite type, found value: " + parent);
        };
    }

    private void delete(List<Value> path) {
        document = path.isEmpty() ? null : delete(whole(), path);
    }

    private Value delete(Value parent, List<Value> path) {
        Value key = path.getFirst();
        context.work(1 + parent.size());
        Value old = child(parent, key);
        if (path.size() > 1) {
            return replaceChild(parent, key, old, delete(old, path.subList(1, path.size())));
        }
        return switch (parent) {
            case ObjectValue object -> object.without(key);
            case ArrayValue array -> {
                var elements = new ArrayList<>(array.asList());
                elements.remove(JsonPath.index(key, array.size()));
                yield ArrayValue.of(elements);
            }
            case SetValue set -> set.difference(SetValue.of(key));
            default -> throw missing(key, parent);
        };
    }

    private static Value replaceChild(Value parent, Value key, Value old, Value child) {
        return switch (parent) {
            case ObjectValue object -> object.with(key, child);
            case ArrayValue array -> {
                var elements = new ArrayList<>(array.asList());
                elements.set(JsonPath.index(key, array.size()), child);
                yield ArrayValue.of(elements);
            }
            case SetValue set -> set.difference(SetValue.of(old)).union(SetValue.of(child));
            default -> throw missing(key, parent);
        };
    }
}
