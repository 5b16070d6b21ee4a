package dev.gatehouse.oci.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.OciException;
import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void otherWordsForTheSameAreTheSame() throws OciException {
        assertThat(Platform.parse("linux/x86_64")).isEqualTo(Platform.parse("linux/amd64"));
        assertThat(Platform.parse("arm64")).isEqualTo(Platform.parse("linux/aarch64/v8"));
        assertThat(Platform.parse("linux/armhf")).isEqualTo(Platform.parse("linux/arm/v7")).isEqualTo(Platform.parse("linux/arm"));
        assertThat(Platform.parse("linux/arm/v6")).hasToString("linux/arm/v6");
    }

    @Test
    void aNewerArmRunsWhatIsMadeForOlderOnesAndPrefersItsOwn() throws OciException {
        Platform v7 = Platform.parse("linux/arm/v7");
        assertThat(v7.fitness(v7)).isZero();
        assertThat(Platform.parse("linux/arm/v6").fitness(v7)).isPositive();
        assertThat(v7.fitness(Platform.parse("linux/arm/v6"))).isNegative();
        assertThat(Platform.parse("windows/amd64").fitness(Platform.parse("linux/amd64"))).isNegative();
    }

    @Test
    void whatIsNoPlatformIsRefused() {
        for (String text : new String[]{"", "a/b/c/d", "linux/", "/amd64", "linux/amd 64"}) {
            assertThatThrownBy(() -> Platform.parse(text)).as(text).isInstanceOf(OciException.class);
        }
    }
}
