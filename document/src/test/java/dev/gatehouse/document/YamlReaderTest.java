package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private static Value read(String source) throws DocumentException {
        return Documents.read(Format.YAML, "a.yaml", source.getBytes(UTF_8), Limits.DEFAULT);
    }

    private static String printed(String source) throws DocumentException {
        return Printed.of(read(source));
    }

    @Test
    void blockAndFlowCollectionsAreRead() throws DocumentException {
        assertThat(printed("""
                a:
                  - 1
                  - b: x
                    c: [y, {d: z}]
                e: |
                  one
                  two
                f: >-
                  three
                  four
                "g h": 'it''s'
                """)).isEqualTo("{\"a\": [1, {\"b\": \"x\", \"c\": [\"y\", {\"d\": \"z\"}]}], \"e\": \"one\\ntwo\\n\", "
                + "\"f\": \"three four\", \"g h\": \"it's\"}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"``, null", "~, null", "Null, null", "true, true", "FALSE, false", "yes, `\"yes\"`",
        "on, `\"on\"`",
        "12, 12", "-7, -7", "+3, 3", "007, 7", "0o17, 15", "0xff, 255", "0o8, `\"0o8\"`", "1_000, `\"1_000\"`", "1.5, 1.5",
        "1., 1.0", ".5, 0.5",
        "1e3, 1000.0", "1e, `\"1e\"`", ".inf, Infinity", "-.INF, -Infinity", ".nan, NaN", "., `\".\"`", "-, `[null]`",
        "+, `\"+\"`", "1.2.3, `\"1.2.3\"`",
        "2001-01-01, `\"2001-01-01\"`", "'12', `\"12\"`", "!!str 12, `\"12\"`", "!!int '12', 12", "!!float 12, 12.0",
        "! 12, `\"12\"`",
        "!Ref a, `!Ref \"a\"`", "!GetAtt [a], `!GetAtt [\"a\"]`", "`!!set {a, b}`, `{\"a\": null, \"b\": null}`",
        "!<tag:x> {}, `tag:x {}`",
        "18446744073709551616, 18446744073709551616"})
    void scalarsFollowTheCoreSchema(String source, String expected) throws DocumentException {
        assertThat(printed(source)).isEqualTo(expected);
    }

    @Test
    void rangesCoverValuesAsWritten() throws DocumentException {
        String source = """
                # ü
                ä: "🔑"   # c
                block:
                  - x

                  - y: z

                # later
                text: |
                  one

                flow: { a: [1] }
                none:
                """;
        Mapping root = (Mapping) read(source);
        assertThat(root.members()).map(member -> cut(source, member.keyRange())).containsExactly("ä", "block", "text", "flow",
                "none");
        assertThat(root.members()).map(member -> cut(source, member.value().range()))
                .containsExactly("\"🔑\"", "- x\n\n  - y: z", "|\n  one", "{ a: [1] }", "");
        assertThat(root.members().getFirst().value().range()).isEqualTo(new Range(9, 15, 2, 4, 2, 8));
        assertThat(root.members().getLast().value().range()).extracting(Range::line, Range::column).containsExactly(13, 6);
    }

    private static String cut(String source, Range range) {
        byte[] bytes = source.getBytes(UTF_8);
        return new String(bytes, range.start(), range.end() - range.start(), UTF_8);
    }

    @Test
    void rangesAreThoseOfTheSourceInUtf16() throws DocumentException {
        byte[] source = "\uFEFFä🔑: x".getBytes(UTF_16LE);
        Member member = ((Mapping) Documents.read(Format.YAML, "a", source, Limits.DEFAULT)).members().getFirst();
        assertThat(member.keyRange()).isEqualTo(new Range(2, 8, 1, 1, 1, 4));
        assertThat(member.value().range()).isEqualTo(new Range(12, 14, 1, 6, 1, 7));
    }

    @Test
    void longDocumentsBeyondAsciiKeepTheirOffsets() throws DocumentException {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            source.append("schlüssel🔑").append(i).append(": wert").append(i).append(i % 7 == 0 ? "\r\n" : "\n");
        }
        Mapping root = (Mapping) read(source.toString());
        for (int i = 0; i < 3000; i++) {
            Member member = root.members().get(i);
            assertThat(cut(source.toString(), member.keyRange())).isEqualTo("schlüssel🔑" + i);
            assertThat(cut(source.toString(), member.value().range())).isEqualTo("wert" + i);
            assertThat(member.keyRange().line()).isEqualTo(i + 1);
        }
    }

    @Test
    void aStreamHoldsAnyNumberOfDocuments() throws DocumentException {
        List<Value> documents = Documents.readAll(Format.YAML, "a", "--- 1\n--- &x 2\n---\n...\n--- [a]\n".getBytes(UTF_8),
                Limits.DEFAULT);
        assertThat(documents).map(Printed::of).containsExactly("1", "2", "null", "[\"a\"]");
        assertThat(Documents.readAll(Format.YAML, "a", "# nothing\n".getBytes(UTF_8), Limits.DEFAULT)).isEmpty();
        assertThat(printed("# nothing\n")).isEqualTo("null");
        assertThatThrownBy(() -> read("--- 1\n--- 2\n"))
                .hasMessage("a.yaml:2:5: a second document begins here; expected only one");
    }

    @Test
    void aliasesBringInTheAnchoredValue() throws DocumentException {
        String source = "a: &x {b: 1}\nc: *x\nd: &y text\n*y : *y";
        assertThat(printed(source)).isEqualTo("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}, \"d\": \"text\", \"text\": \"text\"}");
        Mapping root = (Mapping) read(source);
        assertThat(root.get("c")).isSameAs(root.get("a"));
        assertThat(cut(source, root.members().getLast().keyRange())).isEqualTo("*y");
        assertThatThrownBy(() -> read("--- &a 1\n--- *a")).hasMessage("a.yaml:2:5: no anchor 'a' stands before this alias");
        assertThatThrownBy(() -> read("&a [*a]")).hasMessage("a.yaml:1:5: the alias stands inside the value that it names");
    }

    @Test
    void mergeKeysBringInMembersThatAreNotThere() throws DocumentException {
        assertThat(printed("base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nall:\n  w: 0\n  <<: [*b, *m]\n  x: 9\n"))
                .endsWith("\"all\": {\"w\": 0, \"y\": 2, \"z\": 4, \"x\": 9}}");
        assertThat(printed("{<<: {a: 1}, b: 2}")).isEqualTo("{\"a\": 1, \"b\": 2}");
        assertThat(printed("{'<<': {a: 1}}")).isEqualTo("{\"<<\": {\"a\": 1}}");
        assertThat(printed("[<<]")).isEqualTo("[\"<<\"]");
        assertThatThrownBy(() -> read("<<: x"))
                .hasMessage("a.yaml:1:5: a merge key '<<' needs a mapping or a sequence of mappings, not text");
        assertThatThrownBy(() -> read("<<: [{}, x]")).hasMessageEndingWith("not a sequence");
    }

    @Test
    void repeatedKeysAreRefusedUnlessKept() throws DocumentException {
        assertThatThrownBy(() -> read("a: 1\nb: 2\n'a': 3"))
                .hasMessage("a.yaml:3:1: the key 'a' (line 1) is defined a second time");
        Value kept = Documents.read(Format.YAML, "a", "a: 1\na: 2".getBytes(UTF_8), Limits.DEFAULT, Duplicates.KEEP);
        assertThat(Printed.of(kept)).isEqualTo("{\"a\": 1, \"a\": 2}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "{{ x }}: y|1:2: the key of a mapping must be a scalar, not a mapping; a template's {{ }} needs quotes around it",
        "a: [1|1:6: expected ',' or ']'`, but got <stream end>`",
        "a: b: c|1:5: mapping values are not allowed here",
        "a: @b|1:4: found character '@' that cannot start any token"})
    void malformedDocumentsAreRefusedWhereTheyBreak(String source, String message) {
        assertThatThrownBy(() -> read(source)).message().startsWith("a.yaml:" + message.substring(0, 10)).doesNotContain("\n");
    }

    @Test
    void controlCharactersAreRefusedWhereTheyStand() {
        assertThatThrownBy(() -> read("a: x\nb: \u0001")).hasMessage("a.yaml:2:4: character U+0001 is not allowed in YAML");
    }

    @Test
    void aBillionLaughsAreNotLaughed() {
        StringBuilder source = new StringBuilder("l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 30; i++) {
            source.append("l").append(i).append(": &l").append(i).append(" [").append(("*l" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThatThrownBy(() -> read(source.toString())).hasMessageContaining("more than the 4000000 values");
    }

    @Test
    void aliasesDoNotNestDeeperThanTheLimit() {
        StringBuilder source = new StringBuilder("l0: &l0 [x]\n");
        for (int i = 1; i < 300; i++) {
            source.append("l").append(i).append(": &l").append(i).append(" [*l").append(i - 1).append("]\n");
        }
        assertThatThrownBy(() -> read(source.toString())).hasMessageStartingWith("a.yaml:256:")
                .hasMessageContaining("nests deeper than the 256 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{? ", "[[],", "&a [", "!t [", "*a ", "%", "'", "\"\\n", "|\n ", "a:\n", "#",
        "\t", "--- ", "{a:b,", "a\n"})
    void hostileRepetitionEndsSoon(String part) {
        String source = part.repeat(200_000 / part.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                Documents.readAll(Format.YAML, "a", source.getBytes(UTF_8), Limits.DEFAULT);
            } catch (DocumentException e) {
                assertThat(e.what()).isNotBlank();
            }
        });
    }
}
