package dev.gatehouse.rego.jsonschema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads a schema. The first thing that is wrong ends it, in the order in which OPA looks at the keywords.
final class SchemaCompiler {
    static final int DEEPEST = 400;
    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "null", "object", "string");
    private static final String SCHEMA = "Valid Schema";

    private final References references;
    private final LongConsumer work;
    private final Map<String, SchemaNode> referred = new HashMap<>();
    private final Draft draft;
    private int depth;

    private SchemaCompiler(Value root, Draft draft, LongConsumer work) throws SchemaException {
        this.references = new References(root);
        this.draft = draft;
        this.work = work;
    }

    static SchemaNode compile(Value root, LongConsumer work) throws SchemaException {
        Draft draft = Draft.ANY;
        if (root instanceof ObjectValue object) {
            Value url = object.get("$schema");
            if (url != null && !(url instanceof StringValue)) {
                throw new SchemaException("$schema must be of type string");
            }
            Draft named = url == null ? null : Draft.of(((StringValue) url).text());
            draft = named == null ? draft : named;
        } else if (!(root instanceof BooleanValue)) {
            throw new SchemaException("schema is invalid");
        }
        return new SchemaCompiler(root, draft, work).node(root, "");
    }

    private static SchemaException invalidType(String expected, String given) {
        return new SchemaException("Invalid type. Expected: " + expected + ", given: " + given);
    }

    private SchemaNode node(Value value, String base) throws SchemaException {
        var node = new SchemaNode();
        fill(node, value, base);
        return node;
    }

    private void fill(SchemaNode node, Value value, String base) throws SchemaException {
        work.accept(1);
        if (draft.isAtLeast(Draft.DRAFT_6) && value instanceof BooleanValue truth) {
            node.constant = truth.value();
            return;
        }
        if (!(value instanceof ObjectValue object)) {
            throw new SchemaException("Expected: " + SCHEMA + ", given: Invalid JSON");
        }
        if (++depth > DEEPEST) {
            throw new SchemaException("schema nests more than " + DEEPEST + " levels deep");
        }
        String key = draft == Draft.DRAFT_4 || (draft == Draft.ANY && object.get("id") != null) ? "id" : "$id";
        String identifier = text(object, key);
        String scope = identifier == null || identifier.isEmpty() ? base : References.resolve(base, identifier);
        checkDefinitions(object, scope);
        text(object, "title");
        text(object, "description");
        String reference = text(object, "$ref");
        if (reference == null) {
            fillTypes(node, object.get("type"));
            fillProperties(node, object, scope);
            fillItems(node, object, scope);
            fillNumbers(node, object);
            fillSizes(node, object);
            fillValues(node, object, scope);
            fillCombinations(node, object, scope);
        } else {
            node.reference = refer(References.resolve(scope, reference));
        }
        depth--;
    }

    private SchemaNode refer(String absolute) throws SchemaException {
        SchemaNode known = referred.get(absolute);
        if (known != null) {
            return known;
        }
        var node = new SchemaNode();
        referred.put(absolute, node);
        Value found = references.find(absolute);
        if (!(found instanceof ObjectValue) && !(found instanceof BooleanValue)) {
            throw new SchemaException(SCHEMA + " must be of type object");
        }
        int hash = absolute.indexOf('#');
        fill(node, found, hash < 0 ? absolute : absolute.substring(0, hash));
        return node;
    }

    private void checkDefinitions(ObjectValue object, String base) throws SchemaException {
        Value definitions = object.get("definitions");
        if (definitions == null) {
            return;
        }
        if (!(definitions instanceof ObjectValue schemas)) {
            throw invalidType("Array Of Schemas", "definitions");
        }
        for (int rank = 0; rank < schemas.size(); rank++) {
            schema(schemas.value(rank), base, "Array Of Schemas", "definitions");
        }
    }

    private SchemaNode schema(Value value, String base, String expected, String given) throws SchemaException {
        if (!(value instanceof ObjectValue) && !(value instanceof BooleanValue)) {
            throw invalidType(expected, given);
        }
        return node(value, base);
    }

    private static @Nullable String text(ObjectValue object, String name) throws SchemaException {
        return switch (object.get(name)) {
            case null -> null;
            case StringValue text -> text.text();
            default -> throw invalidType("string", name);
        };
    }

    private static ArrayValue array(ObjectValue object, String name) throws SchemaException {
        return switch (object.get(name)) {
            case null -> ArrayValue.EMPTY;
            case ArrayValue array -> array;
            default -> throw new SchemaException(name + " must be of an array");
        };
    }

    private static void fillTypes(SchemaNode node, @Nullable Value types) throws SchemaException {
        switch (types) {
            case null -> {
                // Any type will do.
            }
            case StringValue one -> addType(node, one.text());
            case ArrayValue several -> {
                for (Value type : several) {
                    if (!(type instanceof StringValue text)) {
                        throw invalidType("type", "string/Array Of Strings");
                    }
                    addType(node, text.text());
                }
            }
            default -> throw invalidType("type", "string/Array Of Strings");
        }
    }

    private static void addType(SchemaNode node, String type) throws SchemaException {
        if (!TYPES.contains(type)) {
            throw new SchemaException("has a primitive type that is NOT VALID -- given: /" + type
                    + "/ Expected valid values are:[array boolean integer number null object string]");
        }
        if (node.types.contains(type)) {
            throw new SchemaException(type + " type is duplicated");
        }
        node.types.add(type);
    }

    private void fillProperties(SchemaNode node, ObjectValue object, String base) throws SchemaException {
        Value properties = object.get("properties");
        if (properties instanceof ObjectValue schemas) {
            for (int rank = 0; rank < schemas.size(); rank++) {
                node.properties.put(key(schemas, rank), node(schemas.value(rank), base));
            }
        } else if (properties != null) {
            throw new SchemaException("Properties must be of type object");
        }
        switch (object.get("additionalProperties")) {
            case null -> {
                // All are allowed.
            }
            case BooleanValue truth -> node.noAdditionalProperties = !truth.value();
            case ObjectValue schema -> node.additionalProperties = node(schema, base);
            default -> throw invalidType("boolean/" + SCHEMA, "additionalProperties");
        }
        Value patterns = object.get("patternProperties");
        if (patterns instanceof ObjectValue schemas) {
            for (int rank = 0; rank < schemas.size(); rank++) {
                node.patternProperties.put(pattern(key(schemas, rank)), node(schemas.value(rank), base));
            }
        } else if (patterns != null) {
            throw invalidType(SCHEMA, "patternProperties");
        }
        Value names = object.get("propertyNames");
        if (names != null && draft.isAtLeast(Draft.DRAFT_6)) {
            node.propertyNames = schema(names, base, SCHEMA, "patternProperties");
        }
        fillDependencies(node, object.get("dependencies"), base);
    }

    private static String key(ObjectValue object, int rank) {
        return dev.gatehouse.rego.value.JsonWriter.keyName(object.key(rank));
    }

    private static Pattern pattern(String text) throws SchemaException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new SchemaException("Invalid regex pattern '" + text + "'");
        }
    }

    private void fillDependencies(SchemaNode node, @Nullable Value dependencies, String base) throws SchemaException {
        if (dependencies == null) {
            return;
        }
        if (!(dependencies instanceof ObjectValue object)) {
            throw new SchemaException("dependencies must be of type object");
        }
        for (int rank = 0; rank < object.size(); rank++) {
            switch (object.value(rank)) {
                case ArrayValue names when names.asList().stream().allMatch(name -> name instanceof StringValue) ->
                    node.requiredWith.put(key(object, rank),
                            names.asList().stream().map(name -> ((StringValue) name).text()).toList());
                case BooleanValue truth -> node.schemaWith.put(key(object, rank), node(truth, base));
                case ObjectValue schema -> node.schemaWith.put(key(object, rank), node(schema, base));
                default -> throw new SchemaException("Dependency must be of type Schema Or Array Of Strings");
            }
        }
    }

    private void fillItems(SchemaNode node, ObjectValue object, String base) throws SchemaException {
        switch (object.get("items")) {
            case null -> {
                // Any items will do.
            }
            case ArrayValue schemas -> {
                for (Value schema : schemas) {
                    node.itemList.add(schema(schema, base, SCHEMA + "/Array Of Schemas", "items"));
                }
            }
            case Value schema -> node.items = schema(schema, base, SCHEMA + "/Array Of Schemas", "items");
        }
        switch (object.get("additionalItems")) {
            case null -> {
                // All are allowed.
            }
            case BooleanValue truth -> node.noAdditionalItems = !truth.value();
            case ObjectValue schema -> node.additionalItems = node(schema, base);
            default -> throw invalidType("boolean/" + SCHEMA, "additionalItems");
        }
    }

    private void fillNumbers(SchemaNode node, ObjectValue object) throws SchemaException {
        Value multiple = object.get("multipleOf");
        if (multiple != null) {
            if (!(multiple instanceof NumberValue number)) {
                throw invalidType("Number", "multipleOf");
            }
            if (number.decimalValue().signum() <= 0) {
                throw new SchemaException("multipleOf must be strictly greater than 0");
            }
            node.multipleOf = number.decimalValue();
        }
        node.minimum = number(object, "minimum");
        node.exclusiveMinimum = exclusive(object, "exclusiveMinimum", "minimum", node.minimum);
        node.minimum = object.get("exclusiveMinimum") == BooleanValue.TRUE ? null : node.minimum;
        node.maximum = number(object, "maximum");
        node.exclusiveMaximum = exclusive(object, "exclusiveMaximum", "maximum", node.maximum);
        node.maximum = object.get("exclusiveMaximum") == BooleanValue.TRUE ? null : node.maximum;
    }

    private static @Nullable BigDecimal number(ObjectValue object, String name) throws SchemaException {
        return switch (object.get(name)) {
            case null -> null;
            case NumberValue number -> number.decimalValue();
            default -> throw new SchemaException(name + " must be of a Number");
        };
    }

    /// A bound of its own, or, as in draft 4, whether the plain bound excludes itself.
    private @Nullable BigDecimal exclusive(ObjectValue object, String name, String plain, @Nullable BigDecimal bound)
            throws SchemaException {
        return switch (object.get(name)) {
            case null -> null;
            case BooleanValue truth when draft == Draft.DRAFT_4 || draft == Draft.ANY -> {
                if (bound == null) {
                    throw new SchemaException(name + " cannot be used without " + plain);
                }
                yield truth.value() ? bound : null;
            }
            case NumberValue number when draft != Draft.DRAFT_4 -> number.decimalValue();
            default -> throw invalidType(switch (draft) {
                case DRAFT_4 -> "boolean";
                case ANY -> "boolean/number";
                default -> "number";
            }, name);
        };
    }

    private static @Nullable Long size(ObjectValue object, String name) throws SchemaException {
        Value value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof NumberValue number) || !number.isLong()) {
            throw new SchemaException(name + " must be of an integer");
        }
        if (number.longValue() < 0) {
            throw new SchemaException(name + " must be greater than or equal to 0");
        }
        return number.longValue();
    }

    private static void fillSizes(SchemaNode node, ObjectValue object) throws SchemaException {
        node.minLength = size(object, "minLength");
        node.maxLength = size(object, "maxLength");
        checkOrder(node.minLength, node.maxLength, "minLength", "maxLength");
        text(object, "pattern");
        String format = text(object, "format");
        node.format = format == null ? "" : format;
        node.minProperties = size(object, "minProperties");
        node.maxProperties = size(object, "maxProperties");
        checkOrder(node.minProperties, node.maxProperties, "minProperties", "maxProperties");
        for (Value name : array(object, "required")) {
            if (!(name instanceof StringValue text)) {
                throw invalidType("string", "required");
            }
            if (node.required.contains(text.text())) {
                throw new SchemaException("required items must be unique");
            }
            node.required.add(text.text());
        }
        node.minItems = size(object, "minItems");
        node.maxItems = size(object, "maxItems");
        Value unique = object.get("uniqueItems");
        if (unique != null && !(unique instanceof BooleanValue)) {
            throw new SchemaException("uniqueItems must be of a boolean");
        }
        node.uniqueItems = unique == BooleanValue.TRUE;
    }

    private static void checkOrder(@Nullable Long least, @Nullable Long most, String leastName, String mostName)
            throws SchemaException {
        if (least != null && most != null && least > most) {
            throw new SchemaException(leastName + " cannot be greater than " + mostName);
        }
    }

    private void fillValues(SchemaNode node, ObjectValue object, String base) throws SchemaException {
        Value contains = object.get("contains");
        if (contains != null && draft.isAtLeast(Draft.DRAFT_6)) {
            node.contains = node(contains, base);
        }
        Value only = object.get("const");
        if (only != null && draft.isAtLeast(Draft.DRAFT_6)) {
            node.only = CanonicalJson.of(only);
        }
        for (Value value : array(object, "enum")) {
            String json = CanonicalJson.of(value);
            if (node.values.contains(json)) {
                throw new SchemaException("enum items must be unique");
            }
            work.accept(node.values.size());
            node.values.add(json);
        }
    }

    private void fillCombinations(SchemaNode node, ObjectValue object, String base) throws SchemaException {
        for (Value schema : array(object, "oneOf")) {
            node.oneOf.add(node(schema, base));
        }
        for (Value schema : array(object, "anyOf")) {
            node.anyOf.add(node(schema, base));
        }
        for (Value schema : array(object, "allOf")) {
            node.allOf.add(node(schema, base));
        }
        node.not = branch(object, "not", base);
        if (draft.isAtLeast(Draft.DRAFT_7)) {
            node.condition = branch(object, "if", base);
            node.consequence = branch(object, "then", base);
            node.alternative = branch(object, "else", base);
        }
    }

    private @Nullable SchemaNode branch(ObjectValue object, String name, String base) throws SchemaException {
        Value schema = object.get(name);
        if (schema == null) {
            return null;
        }
        if (!(schema instanceof ObjectValue) && !(schema instanceof BooleanValue)) {
            throw new SchemaException(name + " must be of an object");
        }
        return node(schema, base);
    }
}
