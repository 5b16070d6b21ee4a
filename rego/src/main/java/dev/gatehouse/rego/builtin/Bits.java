package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;

/// Functions of the bits of integers, in two's complement.
final class Bits {
    private static final int MAXIMUM_SHIFT = 60_000;

    private Bits() {}

    static void register(Builtins.Table table) {
        table.add("bits.and",
                (context, arguments) -> NumberValue.of(Operands.bigInteger(arguments, 0).and(Operands.bigInteger(arguments, 1))));
        table.add("bits.or",
                (context, arguments) -> NumberValue.of(Operands.bigInteger(arguments, 0).or(Operands.bigInteger(arguments, 1))));
        table.add("bits.xor",
                (context, arguments) -> NumberValue.of(Operands.bigInteger(arguments, 0).xor(Operands.bigInteger(arguments, 1))));
        table.add("bits.negate", (context, arguments) -> NumberValue.of(Operands.bigInteger(arguments, 0).not()));
        table.add("bits.lsh",
                (context, arguments) -> shiftLeft(Operands.bigInteger(arguments, 0), Operands.bigInteger(arguments, 1)));
        table.add("bits.rsh",
                (context, arguments) -> shiftRight(Operands.bigInteger(arguments, 0), Operands.bigInteger(arguments, 1)));
    }

    private static void checkUnsigned(BigInteger shift) {
        if (shift.signum() < 0) {
            throw BuiltinError.operand(2, "must be an unsigned integer number but got a negative integer");
        }
    }

    private static Value shiftLeft(BigInteger number, BigInteger shift) {
        checkUnsigned(shift);
        if (number.signum() == 0) {
            return NumberValue.of(0);
        }
        if (shift.bitLength() > 31 || shift.intValue() + (long) number.bitLength() > MAXIMUM_SHIFT) {
            throw BuiltinError.failure("result of more than " + MAXIMUM_SHIFT + " bits");
        }
        return NumberValue.of(number.shiftLeft(shift.intValue()));
    }

    private static Value shiftRight(BigInteger number, BigInteger shift) {
        checkUnsigned(shift);
        return NumberValue.of(
                shift.bitLength() > 31 ? BigInteger.valueOf(number.signum() < 0 ? -1 : 0) : number.shiftRight(shift.intValue()));
    }
}
