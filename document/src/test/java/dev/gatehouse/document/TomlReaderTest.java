package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.Scalar.DateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlReaderTest {

    private static Mapping read(String source) throws DocumentException {
        return (Mapping) Documents.read(Format.TOML, "a.toml", source.getBytes(UTF_8), Limits.DEFAULT);
    }

    record Valid(String what, String source, String printed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Valid> valid() {
        return List.of(
                new Valid("nothing", "", "{}"),
                new Valid("comments alone", "# a\n\t # ü\n", "{}"),
                new Valid("comment without line end", "a=1#", "{\"a\": 1}"),
                new Valid("CR LF line ends", "a=1\r\n\r\n[b]\r\nc=2\r\n", "{\"a\": 1, \"b\": {\"c\": 2}}"),
                new Valid("bare, quoted and numeric keys", "a-b_1=1\n\"c d\"=2\n'e\"f'=3\n\"\"=4\n1234=5",
                        "{\"a-b_1\": 1, \"c d\": 2, \"e\\\"f\": 3, \"\": 4, \"1234\": 5}"),
                new Valid("dotted keys with blanks", "a . \"b.c\" . d = 1\na.e=2", "{\"a\": {\"b.c\": {\"d\": 1}, \"e\": 2}}"),
                new Valid("a key that looks like a real number", "3.14=1", "{\"3\": {\"14\": 1}}"),
                new Valid("escapes", "a=\"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F511\"",
                        "{\"a\": \"\\u0008\\t\\n\\u000C\\r\\\"\\\\é🔑\"}"),
                new Valid("literal string", "a='C:\\n\\'", "{\"a\": \"C:\\\\n\\\\\"}"),
                new Valid("multi-line string", "a=\"\"\"\nx\n y\"\"\"", "{\"a\": \"x\\n y\"}"),
                new Valid("backslash at the end of a line", "a=\"\"\"x\\  \n\n   y\\\n\"\"\"", "{\"a\": \"xy\"}"),
                new Valid("quotes in multi-line strings", "a=\"\"\"\"x\"\"\"\"\"\nb='''''x'''''",
                        "{\"a\": \"\\\"x\\\"\\\"\", \"b\": \"''x''\"}"),
                new Valid("empty strings of all kinds", "a=\"\"\nb=''\nc=\"\"\"\"\"\"\nd=''''''",
                        "{\"a\": \"\", \"b\": \"\", \"c\": \"\", \"d\": \"\"}"),
                new Valid("whole numbers", "a=[+99,-17,0,-0,+0,1_000,0xDEAD_beef,0o755,0b1101]",
                        "{\"a\": [99, -17, 0, 0, 0, 1000, 3735928559, 493, 13]}"),
                new Valid("the extremes of 64 bits", "a=[9223372036854775807,-9223372036854775808]",
                        "{\"a\": [9223372036854775807, -9223372036854775808]}"),
                new Valid("real numbers", "a=[+1.0,-0.01,5e+22,1e06,-2E-2,6.626e-34,9_1.1_2,inf,+inf,-inf,nan]",
                        "{\"a\": [1.0, -0.01, 5.0E22, 1000000.0, -0.02, 6.626E-34, 91.12, Infinity, Infinity, -Infinity, NaN]}"),
                new Valid("dates and times",
                        "a=[1979-05-27T07:32:00Z,1979-05-27 00:32:00.999999-07:00,1979-05-27t07:32:00.5,2000-02-29,23:59:60]",
                        "{\"a\": [@1979-05-27T07:32:00Z, @1979-05-27 00:32:00.999999-07:00, @1979-05-27t07:32:00.5, @2000-02-29, @23:59:60]}"),
                new Valid("a date before a comment", "a=1979-05-27 # 7", "{\"a\": @1979-05-27}"),
                new Valid("arrays over lines with mixed values and a last comma",
                        "a = [ # one\n 1,\n\n 'b', [ ], {} # two\n ,\n]",
                        "{\"a\": [1, \"b\", [], {}]}"),
                new Valid("inline tables", "a = { b.c = 1, b.d = 2 , e = { } }",
                        "{\"a\": {\"b\": {\"c\": 1, \"d\": 2}, \"e\": {}}}"),
                new Valid("an array over lines in an inline table", "a = { b = [\n1,\n2\n] }", "{\"a\": {\"b\": [1, 2]}}"),
                new Valid("a table after its subtable", "[a.b]\nc=1\n[a]\nd=2", "{\"a\": {\"b\": {\"c\": 1}, \"d\": 2}}"),
                new Valid("a header below a dotted table", "[a]\nb.c=1\n[a.b.d]\ne=2",
                        "{\"a\": {\"b\": {\"c\": 1, \"d\": {\"e\": 2}}}}"),
                new Valid("arrays of tables in one another", "[[a]]\nb=1\n[[a.c]]\nd=2\n[[a.c]]\n[[a]]\n[a.c]\ne=3",
                        "{\"a\": [{\"b\": 1, \"c\": [{\"d\": 2}, {}]}, {\"c\": {\"e\": 3}}]}"),
                new Valid("dotted keys below an implied table", "[a.b.c]\n[a]\nb.d=1",
                        "{\"a\": {\"b\": {\"c\": {}, \"d\": 1}}}"));
    }

    @ParameterizedTest
    @MethodSource
    void valid(Valid vector) throws DocumentException {
        assertThat(Printed.of(read(vector.source()))).isEqualTo(vector.printed());
    }

    record Invalid(String source, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    static List<Invalid> invalid() {
        return List.of(
                new Invalid("a", "1:2: expected '=' after the key, found the end of the file"),
                new Invalid("=1", "1:1: expected a key, found '='"),
                new Invalid("a=", "1:3: expected a value, found the end of the file"),
                new Invalid("a=\n1", "1:3: expected a value, found the end of the line"),
                new Invalid("a=1 b=2", "1:5: expected the end of the line after the value, found a letter, digit, '-' or '_'"),
                new Invalid("a.=1", "1:3: expected a key, found '='"),
                new Invalid("ä=1", "1:1: expected a key, found a character beyond ASCII"),
                new Invalid("\"\"\"a\"\"\"=1", "1:1: a key cannot be a multi-line string"),
                new Invalid("a=1\na=2", "2:1: the key 'a' (line 1) is defined a second time"),
                new Invalid("a=1\n\"a\"=2", "2:1: the key 'a' (line 1) is defined a second time"),
                new Invalid("a=1\na.b=2", "2:1: 'a' (line 1) is a whole number and cannot be added to"),
                new Invalid("[a]\n[a]", "2:2: the table 'a' (line 1) is defined a second time"),
                new Invalid("a.b=1\n[a]", "2:2: the table 'a' (line 1) is defined a second time"),
                new Invalid("[a.b]\n[a]\nb.c=1", "3:1: 'b' (line 1) has its own header and cannot be added to by dotted keys"),
                new Invalid("[a.b.c]\n[a]\nb.d=1\n[a.b]", "4:4: the table 'b' (line 1) is defined a second time"),
                new Invalid("a={b=1}\n[a.c]", "2:2: 'a' (line 1) is an inline table and cannot be added to"),
                new Invalid("a={b={c=1},b.d=2}", "1:12: 'b' (line 1) is an inline table and cannot be added to"),
                new Invalid("a=[]\n[[a]]", "2:3: 'a' (line 1) is a sequence and cannot be added to"),
                new Invalid("[[a]]\n[a]", "2:2: 'a' (line 1) is an array of tables; its tables are opened with [[ ]]"),
                new Invalid("[a]\n[[a]]", "2:3: 'a' (line 1) is a table, not an array of tables"),
                new Invalid("[[a.b]]\n[a]\nb.c=1",
                        "3:1: 'b' (line 1) is an array of tables and cannot be added to by dotted keys"),
                new Invalid("[a", "1:3: expected ']' after the table's name, found the end of the file"),
                new Invalid("[[a] ]", "1:4: expected ']]' after the table's name, found ']'"),
                new Invalid("[]", "1:2: expected a key, found ']'"),
                new Invalid("a=\"x", "1:3: the string is not closed on its line"),
                new Invalid("a='x\n'", "1:3: the string is not closed on its line"),
                new Invalid("a='''x''", "1:3: the string is not closed"),
                new Invalid("a=\"\\q\"",
                        "1:4: TOML has no such escape; a backslash in a \"basic\" string is written \\\\, or use a 'literal' string"),
                new Invalid("a=\"\\u12\"", "1:4: the escape needs 4 hexadecimal digits"),
                new Invalid("a=\"\\uD800\"", "1:4: the escape is not the code of a Unicode character"),
                new Invalid("a=\"\u0001\"", "1:4: control character U+0001 is not allowed in a string; write it as an escape"),
                new Invalid("a=1 # \u0000", "1:7: control character U+0000 is not allowed in a comment"),
                new Invalid("a=1\rb=2",
                        "1:4: expected the end of the line after the value, found a carriage return without line feed"),
                new Invalid("a=[1 2]", "1:6: expected ',' or ']' after a value of an array, found a letter, digit, '-' or '_'"),
                new Invalid("a=[1,,2]", "1:6: expected a value, found ','"),
                new Invalid("a=[1", "1:3: the array is not closed"),
                new Invalid("a={b=1,}", "1:8: an inline table has no comma after its last value"),
                new Invalid("a={\nb=1}", "1:4: an inline table must end on the line on which it begins"),
                new Invalid("a={b=1 c=2}",
                        "1:8: expected ',' or '}' after a value of an inline table, found a letter, digit, '-' or '_'"));
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Invalid vector) {
        assertThatThrownBy(() -> read(vector.source())).isInstanceOf(DocumentException.class)
                .hasMessage("a.toml:" + vector.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "+0x1", "0x", "0X1", "0b2", "0o8", "1_", "_1", "1__0", "1.", ".1", "1.e1", "1e", "1._0", "0x_1",
        "+-1",
        "True", "Inf", "infinity", "hunter2", "9223372036854775808", "-9223372036854775809", "0x8000000000000000", "2001-02-29",
        "2001-13-01", "2001-00-01", "2001-1-01", "24:00:00", "12:60:00", "12:00:61", "12:00", "12:00:00.", "2001-01-01T12:00",
        "2001-01-01T12:00:00+24:00", "2001-01-01T12:00:00+1", "2001-01-01T", "12:00:00Z", "١"})
    void anythingElseWithoutQuotesIsNoValue(String literal) {
        assertThatThrownBy(() -> read("a=" + literal)).isInstanceOf(DocumentException.class).message()
                .startsWith("a.toml:1:3: ").doesNotContain(literal + "'");
    }

    @ParameterizedTest
    @CsvSource({"1979-05-27T07:32:00Z, OFFSET_DATE_TIME", "1979-05-27 07:32:00+01:00, OFFSET_DATE_TIME",
        "1979-05-27T07:32:00, LOCAL_DATE_TIME", "1979-05-27, LOCAL_DATE", "07:32:00.1, LOCAL_TIME"})
    void datesKnowTheirForm(String literal, DateTime.Form form) throws DocumentException {
        assertThat(read("a=" + literal).get("a")).isInstanceOfSatisfying(DateTime.class, time -> {
            assertThat(time.form()).isEqualTo(form);
            assertThat(time.text()).isEqualTo(literal);
        });
    }

    @Test
    void rangesAreBytesAndColumnsAreCharacters() throws DocumentException {
        String source = "\"ä\" = '🔑'\n[x.\"y\"]\nz = [1,\n 2]\n";
        Mapping root = read(source);
        Member first = root.members().get(0);
        assertThat(first.keyRange()).isEqualTo(new Range(0, 4, 1, 1, 1, 4));
        assertThat(first.value().range()).isEqualTo(new Range(7, 13, 1, 7, 1, 11));
        Member x = root.members().get(1);
        assertThat(cut(source, x.keyRange())).isEqualTo("x");
        Mapping y = (Mapping) ((Mapping) x.value()).members().getFirst().value();
        assertThat(cut(source, y.range())).isEqualTo("[x.\"y\"]\nz = [1,\n 2]");
        assertThat(y.get("z")).isNotNull().extracting(Value::range).isEqualTo(new Range(26, 33, 3, 5, 4, 4));
        assertThat(root.range()).isEqualTo(new Range(0, 34, 1, 1, 5, 1));
    }

    @Test
    void aTableOfAnArrayReachesOverItsSubtables() throws DocumentException {
        String source = "[[rules]]\nid='a'\n[rules.allow]\nx=1\n# end\n[[rules]]\nid='b'\n";
        Sequence rules = (Sequence) read(source).members().getFirst().value();
        assertThat(rules.values()).map(rule -> cut(source, rule.range()))
                .containsExactly("[[rules]]\nid='a'\n[rules.allow]\nx=1", "[[rules]]\nid='b'");
        assertThat(cut(source, rules.range())).isEqualTo(source.strip());
    }

    private static String cut(String source, Range range) {
        byte[] bytes = source.getBytes(UTF_8);
        return new String(bytes, range.start(), range.end() - range.start(), UTF_8);
    }

    @Test
    void aByteOrderMarkIsNoCharacter() throws DocumentException {
        assertThat(read("\uFEFFa=1").members().getFirst().keyRange()).isEqualTo(new Range(3, 4, 1, 1, 1, 2));
    }

    @Test
    void invalidUtf8IsRefusedWhereItStands() {
        assertThatThrownBy(() -> Documents.read(Format.TOML, "a.toml", "a=1\nü='ü\u00ff'".getBytes(ISO_8859_1), Limits.DEFAULT))
                .hasMessage("a.toml:2:1: byte 0xFC is not valid UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"a=, [", "a=, {a=", "'', a.", "[, a.", "[[, a.", "a={, a."})
    void nestingEndsAtTheLimit(String opening, String again) {
        assertThatThrownBy(() -> read(opening + again.repeat(100_000))).isInstanceOf(DocumentException.class)
                .hasMessageContaining("nests deeper than the 256 levels");
    }

    @Test
    void valuesAreCounted() {
        byte[] source = ("a=[" + "1,".repeat(100) + "]").getBytes(UTF_8);
        assertThatThrownBy(() -> Documents.read(Format.TOML, "a", source, new Limits(1000, 10, 101)))
                .hasMessageContaining("more than the 101 values");
        assertThatThrownBy(() -> Documents.read(Format.TOML, "a", source, new Limits(10, 10, 10)))
                .hasMessageContaining("more than the 10 that are read");
    }
}
