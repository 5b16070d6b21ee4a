package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static Value read(String source) throws DocumentException {
        return Documents.read(Format.JSON, "a.json", source.getBytes(UTF_8), Limits.DEFAULT);
    }

    @Test
    void everyKindOfValueIsRead() throws DocumentException {
        assertThat(Printed.of(read(" {\"a\": [1, -0.5e3, true, false, null, \"x\\n\\u00e9\\ud83d\\udd11\"], \"\": {}}\n")))
                .isEqualTo("{\"a\": [1, -500.0, true, false, null, \"x\\né🔑\"], \"\": {}}");
        assertThat(Printed.of(read("\"x\""))).isEqualTo("\"x\"");
        assertThat(Printed.of(read("[]"))).isEqualTo("[]");
    }

    @Test
    void everyValueAndKeyKnowsItsRange() throws DocumentException {
        String source = "{\n  \"ä\\\"\" : [ 12, \"🔑\\\\\" ],\n  \"b\": -1.5e3, \"c\":null}";
        Mapping root = (Mapping) read(source);
        assertThat(root.range()).isEqualTo(new Range(0, source.getBytes(UTF_8).length, 1, 1, 3, 25));
        Member first = root.members().getFirst();
        assertThat(cut(source, first.keyRange())).isEqualTo("\"ä\\\"\"");
        assertThat(first.keyRange()).isEqualTo(new Range(4, 10, 2, 3, 2, 8));
        assertThat(cut(source, first.value().range())).isEqualTo("[ 12, \"🔑\\\\\" ]");
        assertThat(((Sequence) first.value()).values()).map(value -> cut(source, value.range())).containsExactly("12",
                "\"🔑\\\\\"");
        assertThat(cut(source, root.members().get(1).value().range())).isEqualTo("-1.5e3");
        assertThat(cut(source, root.members().get(2).value().range())).isEqualTo("null");
    }

    private static String cut(String source, Range range) {
        byte[] bytes = source.getBytes(UTF_8);
        return new String(bytes, range.start(), range.end() - range.start(), UTF_8);
    }

    static List<Charset> marked() {
        return List.of(UTF_8, UTF_16LE, UTF_16BE);
    }

    @ParameterizedTest
    @MethodSource("marked")
    void rangesAreThoseOfTheSourceInEveryEncoding(Charset charset) throws DocumentException {
        String source = "\uFEFF{\"ä🔑\":\n \"x\"}";
        byte[] bytes = source.getBytes(charset);
        Member member = ((Mapping) Documents.read(Format.JSON, "a.json", bytes, Limits.DEFAULT)).members().getFirst();
        assertThat(new String(bytes, member.keyRange().start(), member.keyRange().end() - member.keyRange().start(), charset))
                .isEqualTo("\"ä🔑\"");
        Range range = member.value().range();
        assertThat(new String(bytes, range.start(), range.end() - range.start(), charset)).isEqualTo("\"x\"");
        assertThat(member.keyRange().column()).isEqualTo(2);
        assertThat(member.keyRange().endColumn()).isEqualTo(7);
        assertThat(range.line()).isEqualTo(2);
        assertThat(range.column()).isEqualTo(2);
    }

    @Test
    void bigNumbersLoseNothing() throws DocumentException {
        Sequence numbers = (Sequence) read(
                "[9223372036854775807, 9223372036854775808, 3.14159265358979323846264338327950288, 1e400]");
        assertThat(numbers.values().get(0)).isInstanceOfSatisfying(Scalar.Whole.class,
                whole -> assertThat(whole.number()).isEqualTo(Long.MAX_VALUE));
        assertThat(numbers.values().get(1)).isInstanceOfSatisfying(Scalar.Whole.class,
                whole -> assertThat(whole.big()).isEqualTo(BigInteger.TWO.pow(63)));
        assertThat(numbers.values().get(2)).isInstanceOfSatisfying(Scalar.Real.class,
                real -> assertThat(real.text()).isEqualTo("3.14159265358979323846264338327950288"));
        assertThat(numbers.values().get(3)).isInstanceOfSatisfying(Scalar.Real.class,
                real -> assertThat(real.number()).isInfinite());
        assertThatThrownBy(() -> read("[" + "1".repeat(1001) + "]")).hasMessageStartingWith("a.json:1:")
                .hasMessageEndingWith(": a number has more than 1000 digits");
    }

    record Invalid(String source, String message) {}

    static List<Invalid> invalid() {
        return List.of(
                new Invalid("", "1:1: the document is empty"),
                new Invalid("{\"a\":1", "1:7: the document ends before it is complete"),
                new Invalid("[\"a", "1:4: the document ends before it is complete"),
                new Invalid("[1] 2", "1:5: expected nothing after the end of the document"),
                new Invalid("{\"a\":1,\n\"a\":2}", "2:1: the key 'a' (line 1) is defined a second time"));
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Invalid vector) {
        assertThatThrownBy(() -> read(vector.source())).hasMessage("a.json:" + vector.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,]", "{\"a\":1,}", "[1 2]", "{a:1}", "['a']", "[01]", "[+1]", "[.5]", "[1.]", "[NaN]", "[\"\\q\"]",
        "[\"\u0001\"]",
        "// a\n1", "/* a */ 1", "# a\n1", "nul", "{\"a\"}", "{1:2}", "]", "[1}", "\u0000", "[tru", "\"\\ud8"})
    void otherThanJsonIsRefused(String source) {
        assertThatThrownBy(() -> read(source)).isInstanceOf(DocumentException.class).message().startsWith("a.json:")
                .doesNotContain("\n").doesNotContain("Source");
    }

    @Test
    void messagesDoNotQuoteValues() {
        assertThatThrownBy(() -> read("{\"password\": hunter2}"))
                .hasMessageEndingWith(": expected a value, found a word without quotes");
    }

    @Test
    void commentsAndTrailingCommasAreReadIfAskedFor() throws DocumentException {
        String source = "// one\n{ /* two */ \"a\": [1, 2,], // three\n}\n";
        Value value = Documents.read(Format.JSONC, "tsconfig.json", source.getBytes(UTF_8), Limits.DEFAULT);
        assertThat(Printed.of(value)).isEqualTo("{\"a\": [1, 2]}");
        assertThat(cut(source, value.range())).isEqualTo("{ /* two */ \"a\": [1, 2,], // three\n}");
        assertThatThrownBy(() -> Documents.read(Format.JSONC, "a", "[,]".getBytes(UTF_8), Limits.DEFAULT))
                .isInstanceOf(DocumentException.class);
    }

    @Test
    void repeatedKeysAreKeptIfAskedFor() throws DocumentException {
        Mapping mapping = (Mapping) Documents.read(Format.JSON, "a", "{\"a\":1,\"b\":2,\"a\":3}".getBytes(UTF_8), Limits.DEFAULT,
                Duplicates.KEEP);
        assertThat(mapping.members()).extracting(Member::key).containsExactly("a", "b", "a");
        assertThat(mapping.get("a")).isInstanceOfSatisfying(Scalar.Whole.class, whole -> assertThat(whole.text()).isEqualTo("3"));
    }

    @Test
    void largeObjectsAnswerEveryKey() throws DocumentException {
        StringBuilder source = new StringBuilder("{");
        for (int i = 0; i < 1000; i++) {
            source.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
        }
        Mapping mapping = (Mapping) read(source.append('}').toString());
        for (int i = 0; i < 1000; i++) {
            assertThat(mapping.get("k" + i))
                    .isInstanceOfSatisfying(Scalar.Whole.class, whole -> assertThat(whole.fitsLong()).isTrue())
                    .extracting(value -> ((Scalar) value).text()).isEqualTo(Integer.toString(i));
        }
        assertThat(mapping.get("k1000")).isNull();
    }

    @Test
    void nestingEndsAtTheLimit() throws DocumentException {
        assertThat(read("[".repeat(256) + "]".repeat(256))).isInstanceOf(Sequence.class);
        for (String opening : List.of("[", "{\"a\":")) {
            assertThatThrownBy(() -> read(opening.repeat(1_000_000))).hasMessageContaining("nests deeper than the 256 levels");
        }
    }
}
