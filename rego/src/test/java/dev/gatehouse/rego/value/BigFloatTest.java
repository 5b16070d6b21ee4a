package dev.gatehouse.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class BigFloatTest {
    @Provide
    Arbitrary<Double> moderateDoubles() {
        return Arbitraries.doubles().between(-1e12, 1e12);
    }

    @Property
    void sumsAndProductsCommute(@ForAll("moderateDoubles") double left, @ForAll("moderateDoubles") double right) {
        BigFloat a = NumberValue.of(left).floatValue();
        BigFloat b = NumberValue.of(right).floatValue();
        assertThat(a.add(b)).isEqualTo(b.add(a));
        assertThat(a.multiply(b)).isEqualTo(b.multiply(a));
        assertThat(a.subtract(b)).isEqualTo(b.subtract(a).multiply(BigFloat.of(-1)));
    }

    @Property
    void integersAreExact(@ForAll int left, @ForAll int right) {
        assertThat(BigFloat.of(left).multiply(BigFloat.of(right)).toNumber()).isEqualTo(NumberValue.of((long) left * right));
        assertThat(BigFloat.of(left).add(BigFloat.of(right)).toNumber()).isEqualTo(NumberValue.of((long) left + right));
    }

    @Property
    void printedNumbersReadBackAsThemselves(@ForAll double value) {
        if (Double.isFinite(value)) {
            BigFloat number = NumberValue.of(value).floatValue().divide(BigFloat.of(3));
            assertThat(BigFloat.parse(number.toNumber().text())).isEqualTo(number);
        }
    }

    // What OPA 1.14 prints.
    @ParameterizedTest
    @CsvSource({"1, /, 3, 0.33333333333333333334", "1, /, 7, 0.14285714285714285714", "0.1, +, 0.2, 0.3", "2.0, *, 3, 6",
        "1e30, *, 1, 1000000000000000000000000000000",
        "1234567.5, *, 1, 1.2345675e+06", "0.00001, *, 1, 1e-05", "100000000000000000000, *, 10, 1000000000000000000000",
        "123456789012345678901234567890, +, 1, 123456789012345678900000000000", "1e21, +, 1, 1000000000000000000000",
        "0, /, -5, -0", "5, -, 5, 0"})
    void arithmeticPrintsAsOpaDoes(String left, String operator, String right, String printed) {
        BigFloat a = BigFloat.parse(left);
        BigFloat b = BigFloat.parse(right);
        BigFloat result = switch (operator) {
            case "+" -> a.add(b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            default -> a.divide(b);
        };
        assertThat(result.toNumber().text()).isEqualTo(printed);
    }

    @Test
    void hugeExponentsAreRefusedWhenPrinted() {
        assertThatThrownBy(() -> BigFloat.parse("1e999999").toNumber()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> BigFloat.parse("1e-999999999").toNumber()).isInstanceOf(ArithmeticException.class);
    }
}
