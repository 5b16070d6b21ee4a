package dev.gatehouse.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({"a,a,true", "a,b,false", "*,a/b,false", "a/*/c,a/b/c,true", "a/**/c,a/c,true", "a/**/c,a/x/y/c,true",
        "a/**,a,false",
        "a/**,a/b,true", "**/b,b,true", "**/b,x/y/b,true", "a**c,abc,true", "a**c,a/c,false", "?,/,false", "[!a],b,true",
        "[!a],/,false", "[a-c]x,bx,true", "[]a],],true", "[[:digit:]],7,true", "[[:digit:]],x,false", "\\*,*,true", "\\*,a,false",
        "*a*b*c,xaybzc,true", "*.c,.c,true"})
    void matchesAsGitDoes(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @Test
    void malformedPatternsAreNone() {
        for (String pattern : new String[]{"[a", "a\\", "[[:nope:]]", "[a-", "[\\"}) {
            assertThat(Glob.compile(pattern.getBytes(StandardCharsets.UTF_8), false)).as(pattern).isNull();
        }
    }

    @Test
    void hostilePatternsCostNoMoreThanTheirLengthTimesTheText() {
        String stars = "*a".repeat(2000) + "b";
        String text = "a".repeat(4000);
        String folders = "**/a/".repeat(500) + "b";
        String path = "a/".repeat(2000) + "c";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(matches(stars, text)).isFalse();
            assertThat(matches(folders, path)).isFalse();
        });
    }

    private static boolean matches(String pattern, String text) {
        Glob glob = Glob.compile(pattern.getBytes(StandardCharsets.UTF_8), false);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return glob != null && glob.matches(bytes, 0, bytes.length);
    }
}
