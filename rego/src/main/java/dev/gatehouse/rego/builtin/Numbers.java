package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;

/// Ranges and random numbers.
final class Numbers {
    private record RandomKey(String name, long bound) {}

    private Numbers() {}

    static void register(Builtins.Table table) {
        table.add("numbers.range", (context, arguments) -> range(context, Operands.bigInteger(arguments, 0),
                Operands.bigInteger(arguments, 1), BigInteger.ONE));
        table.add("numbers.range_step", (context, arguments) -> {
            BigInteger from = Operands.bigInteger(arguments, 0);
            BigInteger to = Operands.bigInteger(arguments, 1);
            BigInteger step = Operands.bigInteger(arguments, 2);
            if (step.signum() <= 0) {
                throw BuiltinError.failure("numbers.range_step: step must be a positive integer");
            }
            return range(context, from, to, step);
        });
        table.add("rand.intn",
                (context, arguments) -> random(context, Operands.string(arguments, 0), Operands.integer(arguments, 1)));
    }

    private static Value range(BuiltinContext context, BigInteger from, BigInteger to, BigInteger step) {
        BigInteger count = to.subtract(from).abs().divide(step).add(BigInteger.ONE);
        context.checkElements(count.bitLength() < 63 ? count.longValue() : Long.MAX_VALUE >> 8);
        BigInteger signed = from.compareTo(to) <= 0 ? step : step.negate();
        var range = ArrayValue.builder(count.intValue());
        BigInteger next = from;
        for (int index = 0; index < count.intValue(); index++) {
            range.add(NumberValue.of(next));
            next = next.add(signed);
        }
        return range.build();
    }

    private static Value random(BuiltinContext context, String name, long bound) {
        if (bound == 0) {
            return NumberValue.of(0);
        }
        long positive = bound == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(bound);
        return context.cached(new RandomKey(name, positive), Value.class,
                () -> NumberValue.of(context.random().nextLong(positive)));
    }
}
