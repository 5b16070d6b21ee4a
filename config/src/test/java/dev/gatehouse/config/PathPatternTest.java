package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({"*.md, README.md, true", "*.md, docs/a/README.md, true", "*.md, docs/a/README.mdx, false",
        "docs/*.md, docs/a.md, true",
        "docs/*.md, docs/b/a.md, false", "docs/*.md, docs/b.md/a, true", "docs/**, docs/b/a.md, true", "docs/**, docsx/a, false",
        "docs/, docs/b/a.md, true",
        "docs/, src/docs/a.md, true", "/docs/, src/docs/a.md, false", "/docs/, docs/a.md, true", "**/x, ax, false",
        "**/x, a/x, true",
        "**/x, x, true", "a/**/b, a/b, true", "a/**/b, a/x/y/b, true", "a/**/b, a/xb, false", "a?c, abc, true", "a?c, a/c, false",
        "**, anything/at/all, true", "a**c, abc/abc, true", "test, src/test, true", "test, src/test/A.java, true"})
    void matchesAsUsersOfGlobsExpect(String glob, String path, boolean expected) {
        assertThat(PathPattern.of(glob).matches(path)).isEqualTo(expected);
    }

    @org.junit.jupiter.api.Test
    void manyStarsStayLinearInTheirProduct() {
        assertThat(PathPattern.of("*a*a*a*a*a*a*a*a*a*a*a*b").matches("a".repeat(20_000))).isFalse();
        assertThat(PathPattern.of("**a".repeat(200) + "b").matches("a/".repeat(5_000))).isFalse();
    }
}
