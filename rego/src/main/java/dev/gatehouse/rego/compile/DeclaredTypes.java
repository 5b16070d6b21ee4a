package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.jsonschema.SchemaException;
import dev.gatehouse.rego.jsonschema.SchemaType;
import dev.gatehouse.rego.syntax.Annotations;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.ObjectType;
import dev.gatehouse.rego.type.Type;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The types that schemas declare for documents.
final class DeclaredTypes {
    private static final ObjectType.Entry ANYTHING = new ObjectType.Entry(AnyType.ANY, AnyType.ANY);

    private final @Nullable Schemas schemas;
    private final SchemaAnnotations annotations;
    /// The types of named schemas, which many rules share.
    private final Map<String, Type> known = new HashMap<>();

    /// @param schemas those that annotations may name; null when their names are not looked at
    DeclaredTypes(@Nullable Schemas schemas, SchemaAnnotations annotations) {
        this.schemas = schemas;
        this.annotations = annotations;
    }

    /// The type of `input` everywhere, null when no schema is given for it.
    static @Nullable Type ofInput(@Nullable Schemas schemas, Diagnostics diagnostics) {
        Value schema = schemas == null ? null : schemas.ofInput();
        if (schema == null) {
            return null;
        }
        try {
            return SchemaType.of(schema);
        } catch (SchemaException e) {
            diagnostics.type(Location.of(""), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Tells an environment what holds in a rule.
    void declare(Definition definition, TypeEnvironment environment, List<RegoError> errors) {
        if (annotations.isEmpty()) {
            return;
        }
        for (Annotations.Schema schema : annotations.of(definition)) {
            try {
                Type type = type(schema, definition, errors);
                if (type != null) {
                    declare(schema.path().parts(), type, environment);
                }
            } catch (SchemaException e) {
                errors.add(new RegoError(RegoError.Code.TYPE, definition.location(), String.valueOf(e.getMessage())));
            }
        }
    }

    private @Nullable Type type(Annotations.Schema schema, Definition definition, List<RegoError> errors)
            throws SchemaException {
        if (schema.schema() == null) {
            return schema.definition() == null ? null : SchemaType.of(schema.definition());
        }
        String name = schema.schema().toString();
        Type before = known.get(name);
        if (before != null || schemas == null) {
            return before;
        }
        Value found = schemas.find(schema.schema());
        if (found == null) {
            errors.add(new RegoError(RegoError.Code.TYPE, definition.location(), "undefined schema: " + name));
            return null;
        }
        Type type = SchemaType.of(found);
        known.put(name, type);
        return type;
    }

    private static void declare(List<Term> path, Type type, TypeEnvironment environment) {
        Type whole = path.size() == 1 ? null : environment.reference(path.subList(0, 1));
        if (whole == null) {
            environment.put(path, type);
        } else {
            environment.put(path.subList(0, 1), replaced(path.subList(1, path.size()), whole, type));
        }
    }

    /// A type in which what lies at a path has another type.
    private static Type replaced(List<Term> path, Type whole, Type part) {
        if (!(whole instanceof ObjectType object)) {
            return nested(path, part, ANYTHING);
        }
        TreeMap<Value, Type> properties = new TreeMap<>(object.properties());
        Value key = key(path.getFirst());
        Type before = properties.get(key);
        if (before == null) {
            properties.putAll(nested(path, part, object.rest()).properties());
        } else {
            properties.put(key, path.size() == 1 ? part : replaced(path.subList(1, path.size()), before, part));
        }
        return new ObjectType(properties, object.rest());
    }

    private static ObjectType nested(List<Term> path, Type part, ObjectType.@Nullable Entry rest) {
        Type inner = path.size() == 1 ? part : nested(path.subList(1, path.size()), part, rest);
        TreeMap<Value, Type> properties = new TreeMap<>();
        properties.put(key(path.getFirst()), inner);
        return new ObjectType(properties, rest);
    }

    private static Value key(Term step) {
        return step instanceof Term.Scalar scalar ? scalar.value() : StringValue.of(step.toString());
    }
}
