package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A megabyte of the same again and again takes time in proportion, and the deepest nesting fits into a small stack.
class HostileSizeTest {
    private static final int SIZE = 1 << 20;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "TOML|`[`|``", "TOML|`[a]\n`|``", "TOML|`[[a]]\n`|``", "TOML|`[[a]]\n[a.b]\n`|``", "TOML|`a=\"\"\"`|`\\\n `",
        "TOML|`a=\"`|`\\\\`",
        "TOML|`a='''`|`''`", "TOML|`a=`|`9`", "TOML|`a=`|`1_`", "TOML|`a=[`|`{},`", "TOML|`#`|`#`", "TOML|``|`\r\n`",
        "TOML|``|`\"`",
        "JSON|`[`|`[],`", "JSON|`{`|`\"a\":1,`", "JSON|`\"`|`\\u0041`", "JSON|``|`9`", "JSON|`-1e`|`9`", "JSONC|``|`/* */`",
        "JSONC|``|`/*`",
        "JSONC|``|`//\n`", "XML|`<a>`|`<b/>`", "XML|`<a `|` b`", "XML|`<a>`|`&`", "XML|`<a>`|`<![CDATA[`", "XML|`<a>`|`]]>`",
        "XML|``|`<!--`",
        "XML|``|`<!DOCTYPE `", "XML|``|`<!`", "XML|``|`<?`", "XML|`<`|`a`", "XML|`<a `|`xmlns:`", "XML|`<a>`|`<!-- -->`",
        "PROPERTIES|``|`\\\n`",
        "PROPERTIES|``|`a`", "PROPERTIES|``|`\\u0041`", "PROPERTIES|``|`#\n`", "PROPERTIES|``|`=`", "YAML|`a: `|`'' `",
        "YAML|`a: \"`|`\\x41`",
        "YAML|``|`a: &a b\n`", "YAML|``|`a,`", "YAML|`[`|`a: b,`", "YAML|`{`|`? a,`", "YAML|``|`--- a\n`", "YAML|``|`&a`",
        "YAML|``|`!a!`"})
    void repetitionEndsSoon(Format format, String opening, String part) {
        byte[] source = (opening + (part.isEmpty() ? opening : part).repeat(SIZE / Math.max(1, part.length()))).getBytes(UTF_8);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                assertThat(Documents.readAll(format, "a", source, Limits.DEFAULT)).isNotNull();
            } catch (DocumentException e) {
                assertThat(e.what()).isNotBlank();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theDeepestNestingFitsIntoASmallStack(Format format) throws InterruptedException {
        int depth = Limits.DEEPEST - 1;
        String source = switch (format) {
            case TOML ->
                "a=" + "[".repeat(depth / 2) + "{a=".repeat(depth / 2) + "1" + "}".repeat(depth / 2) + "]".repeat(depth / 2);
            case YAML, JSON, JSONC -> "[".repeat(depth) + "]".repeat(depth);
            case XML -> "<a>".repeat(depth) + "</a>".repeat(depth);
            case PROPERTIES -> "a".repeat(depth);
        };
        AtomicReference<Object> outcome = new AtomicReference<>("");
        Thread thread = new Thread(null, () -> {
            try {
                Value value = Documents.read(format, "a", source.getBytes(UTF_8), new Limits(SIZE, Limits.DEEPEST, SIZE));
                outcome.set(value.hashCode() + value.range().end());
            } catch (DocumentException | StackOverflowError e) {
                outcome.set(e);
            }
        }, "small", 512 << 10);
        thread.start();
        thread.join();
        assertThat(outcome.get()).isInstanceOf(Integer.class);
    }
}
