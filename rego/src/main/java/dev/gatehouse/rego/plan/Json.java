package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the parts of a plan's JSON; what is of another type than it must be is refused.
final class Json {
    private Json() {}

    static ObjectValue object(@Nullable Value value, String what) throws PlanException {
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw new PlanException("not a plan: " + what + " is no object");
    }

    /// An array; Go writes an empty one as null.
    static ArrayValue array(@Nullable Value value) throws PlanException {
        if (value == null || value == NullValue.NULL) {
            return ArrayValue.EMPTY;
        }
        if (value instanceof ArrayValue array) {
            return array;
        }
        throw new PlanException("not a plan: a list is none");
    }

    static String text(ObjectValue object, String name) throws PlanException {
        if (object.get(name) instanceof StringValue text) {
            return text.text();
        }
        throw new PlanException("not a plan: " + name + " is no string");
    }

    static int number(@Nullable Value value, String name) throws PlanException {
        if (value instanceof NumberValue number && number.isLong() && number.longValue() == (int) number.longValue()) {
            return (int) number.longValue();
        }
        throw new PlanException("not a plan: " + name + " is no number");
    }

    static int[] numbers(@Nullable Value list) throws PlanException {
        ArrayValue array = array(list);
        int[] numbers = new int[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i), "an element");
        }
        return numbers;
    }

    static List<String> texts(@Nullable Value list) throws PlanException {
        List<String> texts = new ArrayList<>();
        for (Value each : array(list)) {
            if (!(each instanceof StringValue text)) {
                throw new PlanException("not a plan: an element is no string");
            }
            texts.add(text.text());
        }
        return List.copyOf(texts);
    }
}
