package dev.gatehouse.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Values that collide in Java's own hash codes must not collide in ours.
class HashFloodTest {
    private static final int MANY = 1 << 14;

    /// How many of many values share a hash code with another one at most.
    private static int largestGroup(IntFunction<Value> values) {
        Map<Integer, Integer> groups = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            groups.merge(values.apply(i).hashCode(), 1, Integer::sum);
        }
        return groups.values().stream().max(Integer::compare).orElse(0);
    }

    /// `Aa` and `BB` have one Java hash code, and so have all texts made of them.
    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @Test
    void stringsThatCollideInJava() {
        assertThat(colliding(5)).hasSameHashCodeAs(colliding(6));
        assertThat(largestGroup(i -> StringValue.of(colliding(i)))).isLessThan(4);
    }

    @Test
    void numbersThatCollideInJava() {
        assertThat(Long.hashCode(5L << 32 | 5)).isEqualTo(Long.hashCode(6L << 32 | 6));
        assertThat(largestGroup(i -> NumberValue.of((long) i << 32 | i))).isLessThan(4);
    }

    @Test
    void fractionsOfOneFloatingPointNumber() {
        assertThat(largestGroup(i -> NumberValue.parse("0.10000000000000000000000" + (100_000 + i)))).isLessThan(4);
    }

    @Test
    void arraysOfTwoValues() {
        assertThat(largestGroup(i -> {
            List<Value> bits = new ArrayList<>();
            for (int bit = 0; bit < 14; bit++) {
                bits.add((i >> bit & 1) == 0 ? BooleanValue.TRUE : NullValue.NULL);
            }
            return ArrayValue.of(bits);
        })).isLessThan(4);
    }

    @Test
    void objectsWithSwappedValues() {
        assertThat(largestGroup(i -> ObjectValue.of(NumberValue.of(i), NumberValue.of(MANY - i)))).isLessThan(4);
    }
}
