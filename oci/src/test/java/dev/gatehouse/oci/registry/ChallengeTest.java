package dev.gatehouse.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void challengesAreReadWithQuotesCommasAndOthersBesideThem() {
        assertThat(Challenge.parse(List.of("Bearer realm=\"https://auth.example/token?a=b\",service=\"r\",scope=\"repository:a:pull,push\"")))
                .containsExactly(new Challenge("bearer",
                        Map.of("realm", "https://auth.example/token?a=b", "service", "r", "scope", "repository:a:pull,push")));
        assertThat(Challenge.parse(List.of("Negotiate, Basic realm=\"x \\\" y\", Bearer realm=z"))).extracting(Challenge::scheme)
                .containsExactly("negotiate", "basic", "bearer");
        assertThat(Challenge.parse(List.of("", "=", "a=b", "\"", "Bearer realm=\"open"))).isNotNull();
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(Transport.retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(Transport.retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(Transport.retryAfter("soon")).isNull();
        assertThat(Transport.retryAfter(null)).isNull();
    }

    @Test
    void onlyThisMachineIsLoopback() {
        for (String host : List.of("localhost", "127.0.0.1", "127.9.9.9", "[::1]", "x.localhost")) {
            assertThat(Transport.isLoopback(host)).as(host).isTrue();
        }
        for (String host : List.of("registry.example", "localhost.example", "10.0.0.1", "127.0.0.1.example", "[::2]", "0x7f.1")) {
            assertThat(Transport.isLoopback(host)).as(host).isFalse();
        }
    }
}
