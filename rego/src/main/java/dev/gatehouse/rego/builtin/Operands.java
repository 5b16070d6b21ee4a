package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The arguments of a call, asked for by kind. Every method throws a [BuiltinError] if the argument is of another one.
final class Operands {
    private Operands() {}

    static String string(Value[] arguments, int index) {
        return string(arguments[index], index + 1);
    }

    static String string(Value value, int position) {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw BuiltinError.operandType(position, value, "string");
    }

    static NumberValue number(Value[] arguments, int index) {
        if (arguments[index] instanceof NumberValue number) {
            return number;
        }
        throw BuiltinError.operandType(index + 1, arguments[index], "number");
    }

    /// An integer that is written as one; `1.0` is none.
    static long integer(Value[] arguments, int index) {
        NumberValue number = number(arguments, index);
        if (!number.isLong()) {
            throw BuiltinError.operand(index + 1, "must be integer number but got floating-point number");
        }
        return number.longValue();
    }

    /// An integer of any size, however it is written.
    static BigInteger bigInteger(Value[] arguments, int index) {
        if (!(arguments[index] instanceof NumberValue number)) {
            throw BuiltinError.operandType(index + 1, arguments[index], "integer");
        }
        if (number.isLong()) {
            return BigInteger.valueOf(number.longValue());
        }
        BigInteger integer = Arithmetic.guarded(() -> number.floatValue().exactInteger());
        if (integer == null) {
            throw BuiltinError.operand(index + 1, "must be integer number but got floating-point number");
        }
        return integer;
    }

    static ArrayValue array(Value[] arguments, int index) {
        if (arguments[index] instanceof ArrayValue array) {
            return array;
        }
        throw BuiltinError.operandType(index + 1, arguments[index], "array");
    }

    static ObjectValue object(Value[] arguments, int index) {
        if (arguments[index] instanceof ObjectValue object) {
            return object;
        }
        throw BuiltinError.operandType(index + 1, arguments[index], "object");
    }

    static SetValue set(Value[] arguments, int index) {
        return set(arguments[index], index + 1);
    }

    static SetValue set(Value value, int position) {
        if (value instanceof SetValue set) {
            return set;
        }
        throw BuiltinError.operandType(position, value, "set");
    }

    /// The strings of an array or a set.
    static List<String> strings(Value[] arguments, int index) {
        Value collection = arguments[index];
        var strings = new ArrayList<String>(collection.size());
        for (Value element : elements(collection, index + 1, "array", "set")) {
            if (!(element instanceof StringValue string)) {
                throw BuiltinError.operandElement(index + 1, collection, element, "string");
            }
            strings.add(string.text());
        }
        return strings;
    }

    /// The elements of an array or a set.
    ///
    /// @param expected how the error names what it should be
    static Iterable<Value> elements(Value collection, int position, String... expected) {
        return switch (collection) {
            case ArrayValue array -> array;
            case SetValue set -> set;
            default -> throw BuiltinError.operandType(position, collection, expected);
        };
    }
}
