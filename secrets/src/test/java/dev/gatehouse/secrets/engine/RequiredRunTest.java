package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredRunTest {
    private static RequiredRun of(String regex) throws RegexReader.UnknownSyntax {
        return Objects.requireNonNull(RequiredRun.of(RegexReader.read(regex).node()));
    }

    @ParameterizedTest
    @CsvSource({"'x?([0-9]{8,9})(?:-|%)[a-z]{3}', 8", "'\\b(?:[A-Z2-7]{54})', 54", "'\\w{1,9}:([0-9]{7}){3}', 7"})
    void isTheRarestOfAPattern(String regex, int least) throws Exception {
        assertThat(of(regex).least()).isEqualTo(least);
    }

    @Test
    void isNoneWhereEveryTextHasIt() throws Exception {
        assertThat(RequiredRun.of(RegexReader.read("[a-z]{40}").node())).isNull();
        assertThat(RequiredRun.of(RegexReader.read("(?:[0-9]{20}|x)y").node())).isNull();
    }

    @Test
    void mayGoOnBehindThePartThatIsLookedAt() throws Exception {
        byte[] text = "..12345678-".getBytes(StandardCharsets.US_ASCII);
        assertThat(of("[0-9]{6}-").in(text, 0, 8, text.length)).isTrue();
        assertThat(of("[0-9]{6}-").in(text, 0, text.length - 1, text.length - 1)).isFalse();
    }

    @Property(tries = 2000)
    void isSeenWhereverItIs(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RequiredRun run = of("[0-9]{6}(?:-|%)");
        byte[] text = new byte[random.nextInt(60)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (random.nextInt(8) > 0 ? '0' + random.nextInt(10) : "-%x".charAt(random.nextInt(3)));
        }
        assertThat(run.in(text, 0, text.length, text.length))
                .isEqualTo(new String(text, StandardCharsets.US_ASCII).matches(".*[0-9]{6}[-%].*"));
    }
}
