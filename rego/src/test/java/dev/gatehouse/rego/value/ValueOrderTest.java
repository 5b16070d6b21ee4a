package dev.gatehouse.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    @Provide
    Arbitrary<Value> values() {
        return AnyValue.any();
    }

    @Provide
    Arbitrary<NumberValue> numbers() {
        return AnyValue.number();
    }

    @Provide
    Arbitrary<StringValue> strings() {
        return AnyValue.string();
    }

    @Provide
    Arbitrary<List<Long>> manyNumbers() {
        return Arbitraries.longs().between(-60, 60).list().ofMaxSize(200);
    }

    @Property(tries = 3000)
    void orderIsTotal(@ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
        }
        assertThat(a.equals(b)).isEqualTo(a.compareTo(b) == 0);
        if (a.equals(b)) {
            assertThat(a.hashCode()).isEqualTo(b.hashCode());
        }
    }

    @Property(tries = 3000)
    void numbersCompareByValue(@ForAll("numbers") NumberValue a, @ForAll("numbers") NumberValue b) {
        int order = new BigDecimal(a.text()).compareTo(new BigDecimal(b.text()));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(order);
        assertThat(a.equals(b)).isEqualTo(order == 0);
        if (order == 0) {
            assertThat(a.hashCode()).isEqualTo(b.hashCode());
        }
    }

    @Property(tries = 3000)
    void stringsCompareByBytes(@ForAll("strings") StringValue a, @ForAll("strings") StringValue b) {
        int order = Arrays.compareUnsigned(Utf8.encode(a.text()), Utf8.encode(b.text()));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(order));
    }

    @Property
    void bytesSurviveAsStrings(@ForAll byte[] bytes) {
        assertThat(Utf8.encode(Utf8.decode(bytes))).isEqualTo(bytes);
    }

    @Property
    void setsAgreeWithSortedSets(@ForAll("manyNumbers") List<Long> left, @ForAll("manyNumbers") List<Long> right) {
        SetValue a = set(left);
        SetValue b = set(right);
        var union = new TreeSet<>(left);
        union.addAll(right);
        var intersection = new TreeSet<>(left);
        intersection.retainAll(right);
        var difference = new TreeSet<>(left);
        difference.removeAll(right);
        assertThat(numbers(a.union(b))).containsExactlyElementsOf(union);
        assertThat(numbers(a.intersection(b))).containsExactlyElementsOf(intersection);
        assertThat(numbers(a.difference(b))).containsExactlyElementsOf(difference);
        assertThat(a.equals(b)).isEqualTo(new TreeSet<>(left).equals(new TreeSet<>(right)));
    }

    private static SetValue set(List<Long> numbers) {
        return SetValue.of(numbers.stream().map(NumberValue::of).toList());
    }

    private static List<Long> numbers(SetValue set) {
        var numbers = new ArrayList<Long>();
        set.forEach(value -> numbers.add(((NumberValue) value).longValue()));
        return numbers;
    }

    @Test
    void kindsAreOrderedAsInOpa() {
        Value[] ascending = {NullValue.NULL, BooleanValue.FALSE, BooleanValue.TRUE, NumberValue.of(-1), NumberValue.of(7),
            StringValue.EMPTY, StringValue.of("z"),
            ArrayValue.EMPTY, ArrayValue.of(NumberValue.of(1)), ObjectValue.EMPTY, ObjectValue.of(NullValue.NULL, NullValue.NULL),
            SetValue.EMPTY};
        Value[] sorted = SetValue.of(ascending).sorted().asList().toArray(Value[]::new);
        assertThat(sorted).containsExactly(ascending);
    }

    @Test
    void astralCharactersSortAboveTheBasicPlane() {
        assertThat(StringValue.of("\uffff")).isLessThan(StringValue.of("😀"));
    }

    @Test
    void objectsFindTheirKeysWhateverTheSize() {
        var builder = ObjectValue.builder();
        for (int key = 99; key >= 0; key--) {
            builder.put("k" + key, NumberValue.of(key));
        }
        ObjectValue object = builder.build();
        assertThat(object.size()).isEqualTo(100);
        assertThat(object.key(1)).isEqualTo(StringValue.of("k1"));
        assertThat(object.get("k57")).isEqualTo(NumberValue.of(57));
        assertThat(object.get("k100")).isNull();
        assertThat(object.without(StringValue.of("k57")).get("k57")).isNull();
        assertThat(object.with(StringValue.of("k57"), NullValue.NULL).get("k57")).isEqualTo(NullValue.NULL);
    }

    @Test
    void arraysAreIndexedByIntegersOnly() {
        ArrayValue array = ArrayValue.of(NumberValue.of(5), NumberValue.of(6));
        assertThat(array.get(NumberValue.of(1))).isEqualTo(NumberValue.of(6));
        assertThat(array.get(NumberValue.of(2))).isNull();
        assertThat(array.get(NumberValue.of(-1))).isNull();
        assertThat(array.get(NumberValue.parse("1.0"))).isNull();
        assertThat(array.get((Value) StringValue.of("1"))).isNull();
    }
}
