package dev.gatehouse.policy;

import static dev.gatehouse.policy.Samples.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    @Test
    void readsWhatItWroteAndSortsByFingerprint() throws Exception {
        Known known = Known.ofFindings(List.of(finding("b", Severity.HIGH, Confidence.LIKELY, "two words.txt", "x\ny"),
                finding("a", Severity.LOW, Confidence.LIKELY, "back\\slash")));
        byte[] bytes = Baseline.write(known);
        assertThat(new String(bytes, StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")))
                .containsExactly("secret/1:public.a 1 test-token back\\\\slash", "secret/1:public.b 2 test-token two words.txt");
        assertThat(Baseline.write(Baseline.read("b", bytes))).isEqualTo(bytes);
    }

    @Test
    void linesThatBothSidesOfAMergeAddedCountOnceWithTheHigherNumber() throws Exception {
        Known known = Baseline.read("b", "secret/1:k.x 1 r p\nsecret/1:k.x 3 r p\n".getBytes(StandardCharsets.UTF_8));
        assertThat(known.entries()).singleElement().satisfies(entry -> assertThat(entry.places()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource({"secret/1:k.x, b:1: expected", "secret/1:k.x none r p, b:1: expected", "secret/1:k.x 0 r p, b:1: expected",
        "nonsense 1 r p, b:1: not a fingerprint", "<<<<<<< HEAD, b:1: a merge conflict"})
    void namesTheLineThatIsWrong(String line, String message) {
        assertThatThrownBy(() -> Baseline.read("b", line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Baseline.MalformedException.class)
                .hasMessageContaining(message);
    }
}
