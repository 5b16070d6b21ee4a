package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void numbersAreGrouped() {
        assertThat(Words.number(0)).isEqualTo("0");
        assertThat(Words.number(999)).isEqualTo("999");
        assertThat(Words.number(1_000)).isEqualTo("1,000");
        assertThat(Words.number(-12_345_678)).isEqualTo("-12,345,678");
        assertThat(Words.count(1, "finding")).isEqualTo("1 finding");
        assertThat(Words.count(1_204, "finding")).isEqualTo("1,204 findings");
    }

    @Test
    void bytesAreRoundedToTenths() {
        assertThat(Words.bytes(999)).isEqualTo("999 B");
        assertThat(Words.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Words.bytes(1_949)).isEqualTo("1.9 kB");
        assertThat(Words.bytes(999_949)).isEqualTo("999.9 kB");
        assertThat(Words.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(Words.bytes(18_334_120)).isEqualTo("18.3 MB");
        assertThat(Words.bytes(5_812_334_120L)).isEqualTo("5.8 GB");
        assertThat(Words.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void timesHaveTheirUnit() {
        assertThat(Words.duration(Duration.ofMillis(840))).isEqualTo("0.84 s");
        assertThat(Words.duration(Duration.ofMillis(59_990))).isEqualTo("59.99 s");
        assertThat(Words.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    }
}
