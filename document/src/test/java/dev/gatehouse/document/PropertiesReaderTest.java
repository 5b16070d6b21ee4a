package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PropertiesReaderTest {

    private static Mapping read(byte[] source) throws DocumentException {
        return (Mapping) Documents.read(Format.PROPERTIES, "a.properties", source, Limits.DEFAULT);
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries
                .of("a", "b", "=", ":", " ", "\t", "\f", "\\", "\n", "\r", "\r\n", "#", "!", "\\u0041", "\\t", "\\\n", "ä", "🔑",
                        "key", "\\=")
                .list().ofMaxSize(25).map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void allThatJavaReadsIsReadAsJavaReadsIt(@ForAll("sources") String source) throws IOException {
        Map<String, String> expected = null;
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(source));
            expected = new HashMap<>();
            for (String key : properties.stringPropertyNames()) {
                expected.put(key, properties.getProperty(key));
            }
        } catch (IllegalArgumentException e) {
            // A malformed escape.
        }
        try {
            Mapping mapping = read(source.getBytes(UTF_8));
            Map<String, String> found = new HashMap<>();
            for (Member member : mapping.members()) {
                found.put(member.key(), ((Scalar) member.value()).text());
                assertThat(member.keyRange().end()).isBetween(member.keyRange().start(), member.value().range().start());
                assertThat(member.value().range().end()).isBetween(member.value().range().start(), source.getBytes(UTF_8).length);
            }
            if (expected != null && source.stripTrailing().endsWith("\\")) {
                // Java sometimes makes a property without a name and value of a lone backslash at the end.
                found.remove("");
                expected.remove("");
            }
            assertThat(found).isEqualTo(expected);
        } catch (DocumentException e) {
            assertThat(expected).as(e.getMessage()).isNull();
        }
    }

    @Test
    void rangesCoverKeysAndValuesAsWritten() throws DocumentException {
        String source = "# c\n  ä\\=b  =  x\\\n   y🔑\nempty\n";
        Mapping mapping = read(source.getBytes(UTF_8));
        List<Member> members = mapping.members();
        assertThat(members).extracting(Member::key).containsExactly("ä=b", "empty");
        assertThat(cut(source, members.get(0).keyRange())).isEqualTo("ä\\=b");
        assertThat(cut(source, members.get(0).value().range())).isEqualTo("x\\\n   y🔑");
        assertThat(members.get(0).value().range()).extracting(Range::line, Range::column, Range::endLine, Range::endColumn)
                .containsExactly(2, 12, 3, 7);
        assertThat(cut(source, members.get(1).keyRange())).isEqualTo("empty");
        assertThat(members.get(1).value().range().start()).isEqualTo(members.get(1).keyRange().end());
    }

    private static String cut(String source, Range range) {
        byte[] bytes = source.getBytes(UTF_8);
        return new String(bytes, range.start(), range.end() - range.start(), UTF_8);
    }

    @Test
    void bytesThatAreNotUtf8AreLatin1() throws DocumentException {
        byte[] source = "name=Müller\nb=c".getBytes(ISO_8859_1);
        Mapping mapping = read(source);
        assertThat(Printed.of(mapping)).isEqualTo("{\"name\": \"Müller\", \"b\": \"c\"}");
        Range range = mapping.members().get(1).value().range();
        assertThat(source[range.start()]).isEqualTo((byte) 'c');
    }

    @Test
    void repeatedKeysAreKeptUnlessRefused() throws DocumentException {
        byte[] source = "a=1\na=2".getBytes(UTF_8);
        assertThat(read(source).members()).hasSize(2);
        assertThat(Printed.of(read(source))).isEqualTo("{\"a\": \"1\", \"a\": \"2\"}");
        assertThatThrownBy(() -> Documents.read(Format.PROPERTIES, "a", source, Limits.DEFAULT, Duplicates.REJECT))
                .hasMessage("a:2:1: the key 'a' (line 1) is defined a second time");
    }

    @Test
    void malformedEscapesAreRefusedWhereTheyStand() {
        assertThatThrownBy(() -> read("a=b\nc=x\\u00g0".getBytes(UTF_8)))
                .hasMessage("a.properties:2:4: the escape \\u needs four hexadecimal digits");
    }
}
