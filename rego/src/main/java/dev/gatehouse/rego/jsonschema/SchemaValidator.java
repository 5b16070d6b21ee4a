package dev.gatehouse.rego.jsonschema;

import com.google.re2j.Pattern;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Holds values against a schema.
final class SchemaValidator {
    // A schema that refers to itself without going into the value would never end.
    private static final int DEEPEST = 1_500;
    // Numbers with more digits are not divided.
    private static final int MOST_DIGITS = 5_000;

    private final LongConsumer work;
    private int depth;

    SchemaValidator(LongConsumer work) {
        this.work = work;
    }

    Outcome outcome(SchemaNode node, Value value, Path path) throws SchemaException {
        var outcome = new Outcome();
        validate(node, value, outcome, path);
        return outcome;
    }

    private void validate(SchemaNode node, Value value, Outcome outcome, Path path) throws SchemaException {
        work.accept(1);
        if (++depth > DEEPEST) {
            throw new SchemaException("schema and document nest more than " + DEEPEST + " levels deep");
        }
        if (node.constant != null) {
            if (!node.constant) {
                outcome.fail("false", path, "False always fails validation");
            }
        } else if (node.reference != null) {
            validate(node.reference, value, outcome, path);
        } else {
            validateHere(node, value, outcome, path);
        }
        depth--;
    }

    private static String type(Value value) {
        return switch (value) {
            case NullValue _ -> "null";
            case BooleanValue _ -> "boolean";
            case NumberValue number -> isInteger(number) ? "integer" : "number";
            case StringValue _ -> "string";
            case ArrayValue _,SetValue _ -> "array";
            case ObjectValue _ -> "object";
        };
    }

    private static boolean isInteger(NumberValue number) {
        return number.isLong() || number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private void validateHere(SchemaNode node, Value value, Outcome outcome, Path path) throws SchemaException {
        String type = type(value);
        boolean allowed = node.types.isEmpty() || node.types.contains(type)
                || (type.equals("integer") && node.types.contains("number"));
        if (!allowed) {
            String expected = node.types.size() == 1 ? node.types.getFirst() : "[" + String.join(",", node.types) + "]";
            outcome.fail("invalid_type", path, "Invalid type. Expected: " + expected + ", given: " + type);
            return;
        }
        combine(node, value, outcome, path);
        switch (value) {
            case ArrayValue array -> validateArray(node, array.asList(), outcome, path);
            case SetValue set -> {
                var elements = ArrayValue.builder();
                set.forEach(elements::add);
                validateArray(node, elements.build().asList(), outcome, path);
            }
            case ObjectValue object -> validateObject(node, object, outcome, path);
            case NumberValue number -> validateNumber(node, number, outcome, path);
            default -> {
                // Nothing that only this type has to fulfil.
            }
        }
        validateAny(node, value, outcome, path);
        if (value instanceof ObjectValue object) {
            for (Map.Entry<String, SchemaNode> property : node.properties.entrySet()) {
                Value child = object.get(property.getKey());
                if (child != null) {
                    validate(property.getValue(), child, outcome, path.child(property.getKey()));
                }
            }
        }
        if (value instanceof StringValue string) {
            validateString(node, string.text(), outcome, path);
        }
        outcome.score++;
    }

    private static @Nullable Outcome better(@Nullable Outcome best, Outcome other) {
        return best == null || other.score > best.score ? other : best;
    }

    private void combine(SchemaNode node, Value value, Outcome outcome, Path path) throws SchemaException {
        if (!node.anyOf.isEmpty()) {
            Outcome best = null;
            boolean valid = false;
            for (int index = 0; index < node.anyOf.size() && !valid; index++) {
                Outcome each = outcome(node.anyOf.get(index), value, path);
                valid = each.isValid();
                best = better(best, each);
            }
            if (!valid && best != null) {
                outcome.fail("number_any_of", path, "Must validate at least one schema (anyOf)");
                outcome.merge(best);
            }
        }
        if (!node.oneOf.isEmpty()) {
            Outcome best = null;
            int valid = 0;
            for (SchemaNode each : node.oneOf) {
                Outcome result = outcome(each, value, path);
                valid += result.isValid() ? 1 : 0;
                best = result.isValid() || valid > 0 ? best : better(best, result);
            }
            if (valid != 1) {
                outcome.fail("number_one_of", path, "Must validate one and only one schema (oneOf)");
                if (valid == 0 && best != null) {
                    outcome.merge(best);
                }
            }
        }
        if (!node.allOf.isEmpty()) {
            boolean valid = true;
            for (SchemaNode each : node.allOf) {
                Outcome result = outcome(each, value, path);
                valid &= result.isValid();
                outcome.merge(result);
            }
            if (!valid) {
                outcome.fail("number_all_of", path, "Must validate all the schemas (allOf)");
            }
        }
        if (node.not != null && outcome(node.not, value, path).isValid()) {
            outcome.fail("number_not", path, "Must not validate the schema (not)");
        }
        if (value instanceof ObjectValue object) {
            validateDependencies(node, object, outcome, path);
        }
        if (node.condition != null) {
            boolean holds = outcome(node.condition, value, path).isValid();
            SchemaNode branch = holds ? node.consequence : node.alternative;
            Outcome result = branch == null ? new Outcome() : outcome(branch, value, path);
            if (!result.isValid()) {
                outcome.fail(holds ? "condition_then" : "condition_else", path, holds
                        ? "Must validate \"then\" as \"if\" was valid"
                        : "Must validate \"else\" as \"if\" was not valid");
                outcome.merge(result);
            }
        }
        outcome.score++;
    }

    private void validateDependencies(SchemaNode node, ObjectValue object, Outcome outcome, Path path) throws SchemaException {
        for (Map.Entry<String, List<String>> dependency : node.requiredWith.entrySet()) {
            if (object.get(dependency.getKey()) != null) {
                for (String name : dependency.getValue()) {
                    if (object.get(name) == null) {
                        outcome.fail("missing_dependency", path, "Has a dependency on " + name);
                    }
                }
            }
        }
        for (Map.Entry<String, SchemaNode> dependency : node.schemaWith.entrySet()) {
            if (object.get(dependency.getKey()) != null) {
                validate(dependency.getValue(), object, outcome, path);
            }
        }
    }

    private void validateAny(SchemaNode node, Value value, Outcome outcome, Path path) {
        if (node.only != null && !node.only.equals(json(value))) {
            outcome.fail("const", path, path + " does not match: " + node.only);
        }
        if (!node.values.isEmpty() && !node.values.contains(json(value))) {
            outcome.fail("enum", path, path + " must be one of the following: " + String.join(", ", node.values));
        }
        if (value instanceof StringValue string && !node.format.isEmpty() && !Formats.matches(node.format, string.text())) {
            outcome.fail("format", path, "Does not match format '" + node.format + "'");
        }
        outcome.score++;
    }

    private String json(Value value) {
        String json = CanonicalJson.of(value);
        work.accept(json.length() >> 4);
        return json;
    }

    private void validateArray(SchemaNode node, List<Value> items, Outcome outcome, Path path) throws SchemaException {
        for (int index = 0; index < items.size(); index++) {
            SchemaNode schema = node.items != null
                    ? node.items
                    : index < node.itemList.size()
                            ? node.itemList.get(index)
                            : node.itemList.isEmpty() ? null : node.additionalItems;
            if (schema != null) {
                outcome.merge(outcome(schema, items.get(index), path.child(String.valueOf(index))));
            }
        }
        if (node.items == null && !node.itemList.isEmpty() && node.itemList.size() < items.size() && node.noAdditionalItems) {
            outcome.fail("array_no_additional_items", path, "No additional items allowed on array");
        }
        if (node.minItems != null && items.size() < node.minItems) {
            outcome.fail("array_min_items", path, "Array must have at least " + node.minItems + " items");
        }
        if (node.maxItems != null && items.size() > node.maxItems) {
            outcome.fail("array_max_items", path, "Array must have at most " + node.maxItems + " items");
        }
        if (node.uniqueItems) {
            Map<String, Integer> seen = new HashMap<>();
            for (int index = 0; index < items.size(); index++) {
                Integer before = seen.put(json(items.get(index)), index);
                if (before != null) {
                    outcome.fail("unique", path, "array items[" + before + "," + index + "] must be unique");
                }
            }
        }
        if (node.contains != null) {
            Outcome best = null;
            boolean valid = false;
            for (int index = 0; index < items.size() && !valid; index++) {
                Outcome each = outcome(node.contains, items.get(index), path.child(String.valueOf(index)));
                valid = each.isValid();
                best = better(best, each);
            }
            if (!valid) {
                outcome.fail("contains", path, "At least one of the items must match");
                if (best != null) {
                    outcome.merge(best);
                }
            }
        }
        outcome.score++;
    }

    private void validateObject(SchemaNode node, ObjectValue object, Outcome outcome, Path path) throws SchemaException {
        if (node.minProperties != null && object.size() < node.minProperties) {
            outcome.fail("array_min_properties", path, "Must have at least " + node.minProperties + " properties");
        }
        if (node.maxProperties != null && object.size() > node.maxProperties) {
            outcome.fail("array_max_properties", path, "Must have at most " + node.maxProperties + " properties");
        }
        for (String name : node.required) {
            if (object.get(name) == null) {
                outcome.fail("required", path, name + " is required");
            } else {
                outcome.score++;
            }
        }
        for (int rank = 0; rank < object.size(); rank++) {
            String name = JsonWriter.keyName(object.key(rank));
            boolean matched = validatePatterns(node, name, object.value(rank), outcome, path);
            if (!matched && !node.properties.containsKey(name)) {
                if (node.noAdditionalProperties) {
                    outcome.fail("additional_property_not_allowed", path, "Additional property " + name + " is not allowed");
                } else if (node.additionalProperties != null) {
                    outcome.merge(outcome(node.additionalProperties, object.value(rank), path.child(name)));
                }
            }
        }
        if (node.propertyNames != null) {
            for (int rank = 0; rank < object.size(); rank++) {
                String name = JsonWriter.keyName(object.key(rank));
                Outcome result = outcome(node.propertyNames, StringValue.of(name), path);
                if (!result.isValid()) {
                    outcome.fail("invalid_property_name", path, "Property name of \"" + name + "\" does not match");
                    outcome.merge(result);
                }
            }
        }
        outcome.score++;
    }

    private boolean validatePatterns(SchemaNode node, String name, Value value, Outcome outcome, Path path)
            throws SchemaException {
        boolean matched = false;
        for (Map.Entry<Pattern, SchemaNode> property : node.patternProperties.entrySet()) {
            work.accept(1 + name.length());
            if (property.getKey().matcher(name).find()) {
                matched = true;
                outcome.merge(outcome(property.getValue(), value, path.child(name)));
            }
        }
        outcome.score += matched ? 1 : 0;
        return matched;
    }

    private static void validateString(SchemaNode node, String text, Outcome outcome, Path path) {
        int length = text.codePointCount(0, text.length());
        if (node.minLength != null && length < node.minLength) {
            outcome.fail("string_gte", path, "String length must be greater than or equal to " + node.minLength);
        }
        if (node.maxLength != null && length > node.maxLength) {
            outcome.fail("string_lte", path, "String length must be less than or equal to " + node.maxLength);
        }
        outcome.score++;
    }

    private void validateNumber(SchemaNode node, NumberValue value, Outcome outcome, Path path) throws SchemaException {
        BigDecimal number = value.decimalValue();
        BigDecimal multiple = node.multipleOf;
        if (multiple != null) {
            if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS
                    || Math.abs((long) multiple.scale()) + multiple.precision() > MOST_DIGITS) {
                throw new SchemaException("a number has more than " + MOST_DIGITS + " digits");
            }
            work.accept(100);
            if (number.remainder(multiple).signum() != 0) {
                outcome.fail("multiple_of", path, "Must be a multiple of " + CanonicalJson.general(multiple));
            }
        }
        if (node.maximum != null && number.compareTo(node.maximum) > 0) {
            outcome.fail("number_lte", path, "Must be less than or equal to " + CanonicalJson.general(node.maximum));
        }
        if (node.exclusiveMaximum != null && number.compareTo(node.exclusiveMaximum) >= 0) {
            outcome.fail("number_lt", path, "Must be less than " + CanonicalJson.general(node.exclusiveMaximum));
        }
        if (node.minimum != null && number.compareTo(node.minimum) < 0) {
            outcome.fail("number_gte", path, "Must be greater than or equal to " + CanonicalJson.general(node.minimum));
        }
        if (node.exclusiveMinimum != null && number.compareTo(node.exclusiveMinimum) <= 0) {
            outcome.fail("number_gt", path, "Must be greater than " + CanonicalJson.general(node.exclusiveMinimum));
        }
        outcome.score++;
    }
}
