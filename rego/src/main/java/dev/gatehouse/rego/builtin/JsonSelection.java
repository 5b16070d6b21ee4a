package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `json.filter` and `json.remove`: what lies on some paths, or everything else.
final class JsonSelection {
    /// The keys of all paths as a tree; a leaf stands for everything below it.
    private static final class Keys {
        private final Map<Value, Keys> children = new HashMap<>();
        private boolean leaf;

        private void add(List<Value> path) {
            if (path.isEmpty()) {
                return;
            }
            Keys node = this;
            for (Value key : path) {
                if (node.leaf) {
                    return;
                }
                node = node.children.computeIfAbsent(key, each -> new Keys());
            }
            node.children.clear();
            node.leaf = true;
        }

        private @Nullable Keys element(int index) {
            return children.get(StringValue.of(Integer.toString(index)));
        }
    }

    private final BuiltinContext context;

    private JsonSelection(BuiltinContext context) {
        this.context = context;
    }

    static void register(Builtins.Table table) {
        table.add("json.filter", (context, arguments) -> {
            ObjectValue object = Operands.object(arguments, 0);
            return new JsonSelection(context).filter(object, keys(context, arguments[1]));
        });
        table.add("json.remove", (context, arguments) -> {
            ObjectValue object = Operands.object(arguments, 0);
            return new JsonSelection(context).remove(object, keys(context, arguments[1]));
        });
    }

    private static Keys keys(BuiltinContext context, Value paths) {
        var keys = new Keys();
        for (Value path : Operands.elements(paths, 2, "set", "array")) {
            List<Value> parsed = JsonPath.parse(path);
            context.work(1 + parsed.size());
            if (parsed.size() > context.limits().depth()) {
                throw BuiltinError.failure("path of more than " + context.limits().depth() + " keys");
            }
            keys.add(parsed);
        }
        return keys;
    }

    private Value filter(Value value, Keys keys) {
        if (keys.leaf) {
            return value;
        }
        context.work(1 + value.size());
        return switch (value) {
            case ArrayValue array -> {
                var kept = ArrayValue.builder();
                for (int index = 0; index < array.size(); index++) {
                    Keys below = keys.element(index);
                    if (below != null) {
                        kept.add(filter(array.get(index), below));
                    }
                }
                yield kept.build();
            }
            case SetValue set -> {
                var kept = SetValue.builder();
                for (Value element : set) {
                    Keys below = keys.children.get(element);
                    if (below != null) {
                        kept.add(filter(element, below));
                    }
                }
                yield kept.build();
            }
            case ObjectValue object -> {
                var kept = ObjectValue.builder();
                object.forEach((key, each) -> {
                    Keys below = keys.children.get(key);
                    if (below != null) {
                        kept.put(key, filter(each, below));
                    }
                });
                yield kept.build();
            }
            default -> value;
        };
    }

    /// The value without what the keys name; null if that is all of it.
    private @Nullable Value remove(Value value, @Nullable Keys keys) {
        if (keys == null) {
            return value;
        }
        if (keys.leaf) {
            return null;
        }
        context.work(1 + value.size());
        return switch (value) {
            case ArrayValue array -> {
                var kept = ArrayValue.builder();
                for (int index = 0; index < array.size(); index++) {
                    Value rest = remove(array.get(index), keys.element(index));
                    if (rest != null) {
                        kept.add(rest);
                    }
                }
                yield kept.build();
            }
            case SetValue set -> {
                var kept = SetValue.builder();
                for (Value element : set) {
                    Value rest = remove(element, keys.children.get(element));
                    if (rest != null) {
                        kept.add(rest);
                    }
                }
                yield kept.build();
            }
            case ObjectValue object -> {
                var kept = ObjectValue.builder();
                object.forEach((key, each) -> {
                    Value rest = remove(each, keys.children.get(key));
                    if (rest != null) {
                        kept.put(key, rest);
                    }
                });
                yield kept.build();
            }
            default -> value;
        };
    }
}
