package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BigFloat;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Arithmetic on numbers: in 64 bits of mantissa as OPA has it, with integers on a short way.
final class Arithmetic {
    // OPA computes with integers below this directly; only there is 0 × -1 not -0.
    private static final long SMALL = 1000;

    private Arithmetic() {}

    static void register(Builtins.Table table) {
        table.add("plus", (context, arguments) -> plus(arguments));
        table.add("minus", (context, arguments) -> minus(arguments));
        table.add("mul", (context, arguments) -> multiply(arguments));
        table.add("div", (context, arguments) -> divide(arguments));
        table.add("rem", (context, arguments) -> remainder(arguments));
        table.add("abs", (context, arguments) -> absolute(Operands.number(arguments, 0)));
        table.add("round", (context, arguments) -> whole(Operands.number(arguments, 0), BigFloat::round));
        table.add("ceil", (context, arguments) -> whole(Operands.number(arguments, 0), BigFloat::ceil));
        table.add("floor", (context, arguments) -> whole(Operands.number(arguments, 0), BigFloat::floor));
    }

    /// Makes a failure of what numbers out of range throw.
    static <T> T guarded(Supplier<T> computation) {
        try {
            return computation.get();
        } catch (ArithmeticException | NumberFormatException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static Value plus(Value[] arguments) {
        NumberValue left = Operands.number(arguments, 0);
        NumberValue right = Operands.number(arguments, 1);
        if (left.isLong() && right.isLong()) {
            long a = left.longValue();
            long b = right.longValue();
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return NumberValue.of(sum);
            }
        }
        return guarded(() -> left.floatValue().add(right.floatValue()).toNumber());
    }

    private static Value minus(Value[] arguments) {
        if (arguments[0] instanceof NumberValue left && arguments[1] instanceof NumberValue right) {
            if (left.isLong() && right.isLong()) {
                long a = left.longValue();
                long b = right.longValue();
                long difference = a - b;
                if (((a ^ b) & (a ^ difference)) >= 0) {
                    return NumberValue.of(difference);
                }
            }
            return guarded(() -> left.floatValue().subtract(right.floatValue()).toNumber());
        }
        if (arguments[0] instanceof SetValue left && arguments[1] instanceof SetValue right) {
            return left.difference(right);
        }
        if (!(arguments[0] instanceof NumberValue || arguments[0] instanceof SetValue)) {
            throw BuiltinError.operandType(1, arguments[0], "number", "set");
        }
        throw BuiltinError.operandType(2, arguments[1], arguments[1] instanceof NumberValue ? "set" : "number");
    }

    private static Value multiply(Value[] arguments) {
        NumberValue left = Operands.number(arguments, 0);
        NumberValue right = Operands.number(arguments, 1);
        if (left.isLong() && right.isLong()) {
            long a = left.longValue();
            long b = right.longValue();
            boolean small = Math.abs(a) < SMALL && Math.abs(b) < SMALL;
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            if (small || (low != 0 && ((high == 0 && low > 0) || (high == -1 && low < 0)))) {
                return NumberValue.of(low);
            }
        }
        return guarded(() -> left.floatValue().multiply(right.floatValue()).toNumber());
    }

    private static Value divide(Value[] arguments) {
        NumberValue left = Operands.number(arguments, 0);
        NumberValue right = Operands.number(arguments, 1);
        if (left.isLong() && right.isLong()) {
            long a = left.longValue();
            long b = right.longValue();
            if (b != 0 && a != 0 && a % b == 0 && !(a == Long.MIN_VALUE && b == -1)) {
                return NumberValue.of(a / b);
            }
        }
        return guarded(() -> {
            BigFloat divisor = right.floatValue();
            if (divisor.isZero()) {
                throw BuiltinError.failure("divide by zero");
            }
            return left.floatValue().divide(divisor).toNumber();
        });
    }

    private static Value remainder(Value[] arguments) {
        NumberValue left = Operands.number(arguments, 0);
        NumberValue right = Operands.number(arguments, 1);
        if (left.isLong() && right.isLong() && right.longValue() != 0) {
            return NumberValue.of(left.longValue() % right.longValue());
        }
        return guarded(() -> {
            BigInteger dividend = left.floatValue().exactInteger();
            BigInteger divisor = right.floatValue().exactInteger();
            if (dividend == null || divisor == null) {
                throw BuiltinError.failure("modulo on floating-point number");
            }
            if (divisor.signum() == 0) {
                throw BuiltinError.failure("modulo by zero");
            }
            return NumberValue.of(dividend.remainder(divisor));
        });
    }

    private static Value absolute(NumberValue number) {
        if (number.isLong() && number.longValue() != Long.MIN_VALUE) {
            return NumberValue.of(Math.abs(number.longValue()));
        }
        return guarded(() -> number.floatValue().abs().toNumber());
    }

    private static Value whole(NumberValue number, UnaryOperator<BigFloat> rounding) {
        if (number.isLong()) {
            return NumberValue.of(number.longValue());
        }
        return guarded(() -> rounding.apply(number.floatValue()).toNumber());
    }
}
