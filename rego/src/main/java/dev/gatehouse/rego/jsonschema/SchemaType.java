package dev.gatehouse.rego.jsonschema;

import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.ArrayType;
import dev.gatehouse.rego.type.ObjectType;
import dev.gatehouse.rego.type.ScalarType;
import dev.gatehouse.rego.type.Type;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The type of the documents that a schema allows, as OPA's type checker reads it: only types, properties, items, references, `anyOf` and
/// `allOf` count; an object has no other properties than those listed, whatever `additionalProperties` says; of several types the first of
/// boolean, string, number, object and array counts.
public final class SchemaType {
    private static final int MOST_SCHEMAS = 1_000_000;
    /// So many, and schemas within themselves are not followed any more.
    private static final int ENOUGH_SCHEMAS = 20_000;
    private static final int ROUNDS = 2;

    private final Map<SchemaNode, Type> known = new IdentityHashMap<>();
    /// How often each schema is being looked at, one within the other.
    private final Map<SchemaNode, Integer> open = new IdentityHashMap<>();
    private int schemas;

    private SchemaType() {}

    /// The type of a schema's documents.
    ///
    /// @throws SchemaException when it is no schema, or its parts cannot be brought together
    public static Type of(Value schema) throws SchemaException {
        SchemaNode root;
        try {
            root = SchemaCompiler.compile(schema, work -> {});
        } catch (SchemaException e) {
            throw new SchemaException("unable to compile the schema: " + e.getMessage());
        }
        try {
            return new SchemaType().type(root);
        } catch (SchemaException e) {
            throw new SchemaException("type checking: " + e.getMessage());
        }
    }

    private Type type(SchemaNode node) throws SchemaException {
        if (++schemas > MOST_SCHEMAS) {
            throw new SchemaException("the schema has too many parts");
        }
        if (node.reference != null) {
            return referred(node.reference);
        }
        Shape shape = Shape.of(node);
        if (!node.anyOf.isEmpty()) {
            return anyOf(node, shape);
        }
        if (!node.allOf.isEmpty()) {
            return type(allOf(node, shape));
        }
        return type(shape);
    }

    private Type referred(SchemaNode node) throws SchemaException {
        Type before = known.get(node);
        if (before != null) {
            return before;
        }
        int rounds = open.getOrDefault(node, 0);
        // Types have an end: what lies deeper in a schema within itself may be anything.
        if (rounds > 0 && (rounds == ROUNDS || schemas > ENOUGH_SCHEMAS)) {
            return AnyType.ANY;
        }
        open.put(node, rounds + 1);
        Type type = type(node);
        open.put(node, rounds);
        if (rounds == 0) {
            known.put(node, type);
        }
        return type;
    }

    private Type anyOf(SchemaNode node, Shape shape) throws SchemaException {
        Type union = null;
        if (!shape.types.isEmpty()) {
            Type core = node.allOf.isEmpty() ? type(shape) : type(allOf(node, shape));
            if (core instanceof ObjectType object && object.rest() == null && !object.properties().isEmpty()) {
                union = core;
            }
        }
        for (SchemaNode each : node.anyOf) {
            union = Type.or(type(each), union);
        }
        return union == null ? AnyType.ANY : union;
    }

    private static Shape allOf(SchemaNode node, Shape core) throws SchemaException {
        List<Shape> parts = new ArrayList<>();
        node.allOf.forEach(part -> parts.add(Shape.of(part)));
        Shape all = Shape.merged(parts);
        if (core.types.isEmpty()) {
            return all;
        }
        if ((core.is("object") && all.is("object")) || (core.is("array") && all.is("array"))) {
            return Shape.merged(List.of(all, core));
        }
        if (!core.typeNames().equals(all.typeNames())) {
            throw new SchemaException("unable to merge these schemas");
        }
        return all;
    }

    private Type type(Shape shape) throws SchemaException {
        if (shape.is("boolean")) {
            return ScalarType.BOOLEAN;
        }
        if (shape.is("string")) {
            return ScalarType.STRING;
        }
        if (shape.is("integer") || shape.is("number")) {
            return ScalarType.NUMBER;
        }
        boolean typed = shape.is("object") || shape.is("array");
        if (shape.is("object") || (!typed && !shape.properties.isEmpty())) {
            return object(shape);
        }
        if (shape.is("array") || !shape.items.isEmpty()) {
            return array(shape);
        }
        return AnyType.ANY;
    }

    private Type object(Shape shape) throws SchemaException {
        if (shape.properties.isEmpty()) {
            return ObjectType.of(AnyType.ANY, AnyType.ANY);
        }
        TreeMap<Value, Type> types = new TreeMap<>();
        for (Map.Entry<String, SchemaNode> property : shape.properties.entrySet()) {
            types.put(StringValue.of(property.getKey()), type(property.getValue()));
        }
        return new ObjectType(types, null);
    }

    private Type array(Shape shape) throws SchemaException {
        if (shape.items.isEmpty()) {
            return ArrayType.of(AnyType.ANY);
        }
        if (shape.oneForAll) {
            return ArrayType.of(type(shape.items.getFirst()));
        }
        List<Type> elements = new ArrayList<>();
        for (SchemaNode item : shape.items) {
            elements.add(type(item));
        }
        return new ArrayType(elements, null);
    }

    /// What counts of one schema, or of several that hold together.
    private record Shape(List<String> types, Map<String, SchemaNode> properties, List<SchemaNode> items, boolean oneForAll) {
        static Shape of(SchemaNode node) {
            List<SchemaNode> items = node.items == null ? node.itemList : List.of(node.items);
            return new Shape(new ArrayList<>(node.types), new TreeMap<>(node.properties), new ArrayList<>(items),
                    node.items != null);
        }

        boolean is(String type) {
            return types.contains(type);
        }

        String typeNames() {
            return types.isEmpty() ? "Undefined" : types.size() == 1 ? types.getFirst() : "[" + String.join(",", types) + "]";
        }

        static Shape merged(List<Shape> parts) throws SchemaException {
            for (Shape part : parts) {
                String implied = !part.properties.isEmpty() ? "object" : !part.items.isEmpty() ? "array" : null;
                if (implied != null && !part.is(implied)) {
                    part.types.add(implied);
                }
            }
            Shape all = parts.getFirst();
            for (Shape part : parts.subList(1, parts.size())) {
                if (!all.typeNames().equals(part.typeNames())) {
                    throw new SchemaException("unable to merge these schemas: type mismatch: " + all.typeNames() + " and "
                            + part.typeNames());
                }
                if (all.is("object") && !all.properties.isEmpty()) {
                    all.properties.putAll(part.properties);
                } else if (all.is("array") && !all.items.isEmpty()) {
                    all.addItems(part.items);
                }
            }
            return all;
        }

        private void addItems(List<SchemaNode> more) throws SchemaException {
            for (int i = 0; i < more.size(); i++) {
                if (items.size() <= i) {
                    items.add(more.get(i));
                }
                if (!Shape.of(items.get(i)).typeNames().equals(Shape.of(more.get(i)).typeNames())) {
                    throw new SchemaException("unable to merge these schemas");
                }
            }
        }
    }
}
