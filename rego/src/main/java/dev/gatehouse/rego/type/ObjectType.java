package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The type of objects.
///
/// @param properties the types of known keys
/// @param rest the type of all other entries; null if there are none
public record ObjectType(SortedMap<Value, Type> properties, @Nullable Entry rest) implements Type {
    /// The type of entries whose keys are not known.
    public record Entry(Type key, Type value) {
        @Override
        public String toString() {
            return key + ": " + value;
        }
    }

    /// Copies the map.
    public ObjectType {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /// The type of objects whose entries have one type.
    public static ObjectType of(Type key, Type value) {
        return new ObjectType(new TreeMap<>(), new Entry(key, value));
    }

    @Override
    public @Nullable Type select(Value key) {
        Type known = properties.get(key);
        if (known != null || rest == null) {
            return known;
        }
        return rest.key.contains(Type.of(key)) ? rest.value : null;
    }

    @Override
    public @Nullable Type keys() {
        Type union = null;
        for (Value key : properties.keySet()) {
            union = Type.or(union, Type.of(key));
        }
        return Type.or(union, rest == null ? null : rest.key);
    }

    @Override
    public @Nullable Type values() {
        Type union = null;
        for (Type value : properties.values()) {
            union = Type.or(union, value);
        }
        return Type.or(union, rest == null ? null : rest.value);
    }

    /// The type of objects whose entries may come from an object of either type; objects below the same key are merged too.
    public ObjectType merge(ObjectType other) {
        var merged = new TreeMap<>(properties);
        other.properties.forEach((key, value) -> merged.merge(key, value, ObjectType::mergeValues));
        if (rest == null || other.rest == null) {
            return new ObjectType(merged, rest == null ? other.rest : rest);
        }
        Type key = Type.or(rest.key, other.rest.key);
        return new ObjectType(merged, new Entry(key == null ? AnyType.ANY : key, mergeValues(rest.value, other.rest.value)));
    }

    private static Type mergeValues(Type left, Type right) {
        if (left instanceof ObjectType mine && right instanceof ObjectType its) {
            return mine.merge(its);
        }
        Type union = Type.or(left, right);
        return union == null ? AnyType.ANY : union;
    }

    /// The type of objects that also may have the keys and values of a type that is no object.
    public ObjectType mergeAny(Type other) {
        Type key = Type.or(other.keys(), rest == null ? null : rest.key);
        Type value = Type.or(other.values(), rest == null ? null : rest.value);
        return key == null || value == null ? this : new ObjectType(properties, new Entry(key, value));
    }

    @Override
    public int rank() {
        return 5;
    }

    @Override
    public int compareSameRank(Type other) {
        var its = (ObjectType) other;
        int order = Type.compare(rest == null ? null : rest.key, its.rest == null ? null : its.rest.key);
        if (order == 0) {
            order = Type.compare(rest == null ? null : rest.value, its.rest == null ? null : its.rest.value);
        }
        Iterator<Map.Entry<Value, Type>> mineNext = properties.entrySet().iterator();
        Iterator<Map.Entry<Value, Type>> itsNext = its.properties.entrySet().iterator();
        while (order == 0 && mineNext.hasNext() && itsNext.hasNext()) {
            Map.Entry<Value, Type> left = mineNext.next();
            Map.Entry<Value, Type> right = itsNext.next();
            order = left.getKey().compareTo(right.getKey());
            if (order == 0) {
                order = left.getValue().compareTo(right.getValue());
            }
        }
        return order != 0 ? order : Integer.compare(properties.size(), its.properties.size());
    }

    @Override
    public String toString() {
        String known = properties.entrySet().stream().map(property -> name(property.getKey()) + ": " + property.getValue())
                .collect(Collectors.joining(", ", "<", ">"));
        return "object" + (properties.isEmpty() ? "" : known) + (rest == null ? "" : "[" + rest + "]");
    }

    private static String name(Value key) {
        return key instanceof StringValue string ? string.text() : key.toString();
    }
}
