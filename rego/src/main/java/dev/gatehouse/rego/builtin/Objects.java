package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.HashSet;
import java.util.Set;

/// Functions of objects.
final class Objects {
    private Objects() {}

    static void register(Builtins.Table table) {
        table.add("object.get", (context, arguments) -> get(Operands.object(arguments, 0), arguments[1], arguments[2]));
        table.add("object.keys", (context, arguments) -> {
            ObjectValue object = Operands.object(arguments, 0);
            context.checkElements(object.size());
            return object.keys();
        });
        table.add("object.union",
                (context, arguments) -> union(context, Operands.object(arguments, 0), Operands.object(arguments, 1)));
        table.add("object.union_n", (context, arguments) -> unionAll(context, Operands.array(arguments, 0)));
        table.add("object.remove", (context, arguments) -> remove(context, Operands.object(arguments, 0), arguments[1]));
        table.add("object.filter", (context, arguments) -> filter(context, Operands.object(arguments, 0), arguments[1]));
        table.add("object.subset", (context, arguments) -> BooleanValue.of(isSubset(context, arguments[0], arguments[1])));
    }

    private static Value get(ObjectValue object, Value key, Value otherwise) {
        if (!(key instanceof ArrayValue path)) {
            Value found = object.get(key);
            return found == null ? otherwise : found;
        }
        Value found = object;
        for (Value step : path) {
            Value next = found.get(step);
            if (next == null) {
                return otherwise;
            }
            found = next;
        }
        return found;
    }

    /// The entries of both; where both have a key, objects are merged, and otherwise the right one wins.
    private static ObjectValue union(BuiltinContext context, ObjectValue left, ObjectValue right) {
        if (left.size() == 0 || right.size() == 0) {
            return left.size() == 0 ? right : left;
        }
        context.checkElements((long) left.size() + right.size());
        var merged = ObjectValue.builder(left.size() + right.size()).putAll(left);
        right.forEach((key, value) -> merged.put(key,
                value instanceof ObjectValue its && left.get(key) instanceof ObjectValue mine
                        ? union(context, mine, its)
                        : value));
        return merged.build();
    }

    private static Value unionAll(BuiltinContext context, ArrayValue objects) {
        var union = new ObjectMerge();
        for (Value each : objects) {
            if (!(each instanceof ObjectValue object)) {
                throw BuiltinError.operandElement(1, objects, each, "object");
            }
            union.add(context, object);
        }
        return union.build();
    }

    private static Set<Value> keys(Value collection) {
        var keys = new HashSet<Value>();
        switch (collection) {
            case ArrayValue array -> array.forEach(keys::add);
            case SetValue set -> set.forEach(keys::add);
            case ObjectValue object -> object.keys().forEach(keys::add);
            default -> throw BuiltinError.operandType(2, collection, "object", "set", "array");
        }
        return keys;
    }

    private static Value remove(BuiltinContext context, ObjectValue object, Value keys) {
        Set<Value> removed = keys(keys);
        context.checkElements(object.size());
        var kept = ObjectValue.builder(object.size());
        object.forEach((key, value) -> {
            if (!removed.contains(key)) {
                kept.put(key, value);
            }
        });
        return kept.build();
    }

    private static Value filter(BuiltinContext context, ObjectValue object, Value keys) {
        Set<Value> wanted = keys(keys);
        context.checkElements(object.size());
        var kept = ObjectValue.builder(wanted.size());
        object.forEach((key, value) -> {
            if (wanted.contains(key)) {
                kept.put(key, value);
            }
        });
        return kept.build();
    }

    private static boolean isSubset(BuiltinContext context, Value whole, Value part) {
        if (whole instanceof ObjectValue superset && part instanceof ObjectValue subset) {
            return isObjectSubset(context, superset, subset);
        }
        if (whole instanceof SetValue superset && part instanceof SetValue subset) {
            return isSetSubset(context, superset, subset);
        }
        if (whole instanceof ArrayValue superset && part instanceof ArrayValue subset) {
            return isSubarray(context, superset, subset);
        }
        if (whole instanceof ArrayValue superset && part instanceof SetValue subset) {
            context.work(superset.size() + (long) subset.size());
            // As OPA counts: an element that occurs twice counts twice.
            int missing = subset.size();
            for (Value element : superset) {
                missing -= subset.contains(element) ? 1 : 0;
                if (missing == 0) {
                    return true;
                }
            }
            return false;
        }
        throw BuiltinError.operand("both arguments object.subset must be of the same type or array and set");
    }

    private static boolean isObjectSubset(BuiltinContext context, ObjectValue superset, ObjectValue subset) {
        context.work(subset.size());
        for (int rank = 0; rank < subset.size(); rank++) {
            Value mine = superset.get(subset.key(rank));
            Value its = subset.value(rank);
            if (mine == null) {
                return false;
            }
            boolean holds = mine.equals(its)
                    || (mine instanceof ObjectValue object && its instanceof ObjectValue other
                            && isObjectSubset(context, object, other))
                    || (mine instanceof SetValue set && its instanceof SetValue other && isSetSubset(context, set, other))
                    || (mine instanceof ArrayValue array && its instanceof ArrayValue other && isSubarray(context, array, other));
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSetSubset(BuiltinContext context, SetValue superset, SetValue subset) {
        context.work(subset.size());
        for (int rank = 0; rank < subset.size(); rank++) {
            if (!superset.contains(subset.element(rank))) {
                return false;
            }
        }
        return true;
    }

    /// Whether the part stands somewhere in the whole, without gaps.
    private static boolean isSubarray(BuiltinContext context, ArrayValue whole, ArrayValue part) {
        for (int start = 0; start + part.size() <= whole.size(); start++) {
            int matched = 0;
            while (matched < part.size() && whole.get(start + matched).equals(part.get(matched))) {
                matched++;
            }
            context.work(1 + matched);
            if (matched == part.size()) {
                return true;
            }
        }
        return false;
    }
}
