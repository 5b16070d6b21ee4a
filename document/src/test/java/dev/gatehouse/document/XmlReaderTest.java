package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

    private static XmlElement read(String source) throws DocumentException {
        return Documents.readXml("a.xml", source.getBytes(UTF_8), Limits.DEFAULT);
    }

    private static String printed(String source) throws DocumentException {
        return Printed.of(Documents.read(Format.XML, "a.xml", source.getBytes(UTF_8), Limits.DEFAULT));
    }

    private static String cut(String source, Range range) {
        byte[] bytes = source.getBytes(UTF_8);
        return new String(bytes, range.start(), range.end() - range.start(), UTF_8);
    }

    @Test
    void elementsKnowTheirParts() throws DocumentException {
        String source = """
                <?xml version="1.0"?>
                <!-- <a> -->
                <p:ä xmlns:p="urn:p" xmlns="urn:d" one = 'a&amp;"b' p:two="<>"
                   >text &lt; <![CDATA[<raw>]]><b/><!-- c --><b x="/>">🔑</b>
                </p:ä>
                """.replace("\"<>\"", "\"&gt;\"");
        XmlElement root = read(source);
        assertThat(root.name()).isEqualTo(new XmlName("p", "ä", "urn:p"));
        assertThat(cut(source, root.range())).startsWith("<p:ä ").endsWith("</p:ä>");
        assertThat(cut(source, root.nameRange())).isEqualTo("p:ä");
        assertThat(root.attributes()).map(attribute -> attribute.name() + "=" + attribute.value()).containsExactly("one=a&\"b",
                "p:two=>");
        assertThat(root.attributes()).map(attribute -> cut(source, attribute.valueRange())).containsExactly("'a&amp;\"b'",
                "\"&gt;\"");
        assertThat(root.attributes()).map(attribute -> cut(source, attribute.nameRange())).containsExactly("one", "p:two");
        assertThat(root.attribute("two")).isEqualTo(">");
        assertThat(root.attribute("three")).isNull();
        assertThat(root.children().getFirst()).isInstanceOfSatisfying(XmlText.class, text -> {
            assertThat(text.text()).isEqualTo("text < <raw>");
            assertThat(cut(source, text.range())).isEqualTo("text &lt; <![CDATA[<raw>]]>");
        });
        assertThat(root.elements("b")).map(element -> cut(source, element.range())).containsExactly("<b/>", "<b x=\"/>\">🔑</b>");
        assertThat(root.elements("b").get(1).name().namespace()).isEqualTo("urn:d");
        assertThat(root.elements("b").get(1).range()).extracting(Range::line, Range::column, Range::endColumn).containsExactly(4,
                46, 62);
        assertThat(root.element("b")).isSameAs(root.elements().getFirst());
        assertThat(root.element("c")).isNull();
    }

    @Test
    void elementsAreValuesToo() throws DocumentException {
        assertThat(printed("<a/>")).isEqualTo("{\"a\": \"\"}");
        assertThat(printed("<a> x </a>")).isEqualTo("{\"a\": \" x \"}");
        assertThat(printed("<a k='v'>x</a>")).isEqualTo("{\"a\": {\"@k\": \"v\", \"#text\": \"x\"}}");
        assertThat(printed("<a>\n <b>1</b>\n <c/> <b>2</b>\n</a>")).isEqualTo("{\"a\": {\"b\": [\"1\", \"2\"], \"c\": \"\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
    void theDeclaredEncodingIsRead(String encoding) throws DocumentException {
        String source = "<?xml version='1.0' encoding='" + encoding + "'?>\n<a>ü<b/></a>";
        byte[] bytes = source.getBytes(Charset.forName(encoding));
        XmlElement root = Documents.readXml("a", bytes, Limits.DEFAULT);
        assertThat(root.text()).isEqualTo("ü");
        Range range = root.elements().getFirst().range();
        assertThat(new String(bytes, range.start(), range.end() - range.start(), Charset.forName(encoding))).isEqualTo("<b/>");
        assertThat(range.column()).isEqualTo(5);
    }

    @Test
    void utf16IsBelievedOnlyToTheBytes() throws DocumentException {
        assertThat(read("<?xml version='1.0' encoding='utf-16'?><a>ü</a>").text()).isEqualTo("ü");
        assertThat(Documents.readXml("a", "\uFEFF<a>ü</a>".getBytes(UTF_16LE), Limits.DEFAULT).text()).isEqualTo("ü");
        assertThatThrownBy(() -> read("<?xml version='1.0' encoding='ebcdic-us'?><a/>"))
                .hasMessageContaining("the encoding 'ebcdic-us' is not read");
        assertThatThrownBy(() -> Documents.readXml("a", "<a>ü</a>".getBytes(ISO_8859_1), Limits.DEFAULT))
                .hasMessage("a:1:4: byte 0xFC is not valid UTF-8");
    }

    @Test
    void nothingOutsideTheDocumentIsOpened(@TempDir Path folder) throws IOException, DocumentException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");
        String uri = secret.toUri().toString();
        assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY x SYSTEM '" + uri + "'>]><a>&x;</a>"))
                .hasMessage("a.xml:1:1: a document type definition with declarations is not read");
        assertThatThrownBy(() -> read("<!DOCTYPE a SYSTEM '" + uri + "' [ %p; ]><a/>")).isInstanceOf(DocumentException.class);
        // Named only, it is passed over.
        assertThat(read("<!DOCTYPE a PUBLIC '-//a//' '" + uri + "?[>'><a>x</a>").text()).isEqualTo("x");
        assertThatThrownBy(() -> read("<!DOCTYPE a SYSTEM '" + uri + "'><a>&x;</a>")).isInstanceOf(DocumentException.class);
        // Another document is text to the parser, not an inclusion.
        assertThat(read("<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + uri + "'/></a>").text()).isEmpty();
    }

    @Test
    void predefinedReferencesAreNotCountedAsExpansions() throws DocumentException {
        assertThat(read("<a b='" + "&lt;".repeat(200_000) + "'>" + "&amp;&#65;".repeat(200_000) + "</a>").text())
                .hasSize(400_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "<a", "<a>", "<a></b>", "<a/><b/>", "<a b/>", "<a b=c/>", "<a b='1' b='2'/>",
        "<a>&x;</a>", "<a>&</a>", "<p:a/>",
        "<a><!-- -- --></a>", "<a>]]></a>", "<a \u0001=''/>", "<!DOCTYPE a", "<?xml version='2.0'?><a/>", "<a b='<'/>", "</a>",
        "<!---->"})
    void malformedDocumentsAreRefused(String source) {
        assertThatThrownBy(() -> read(source)).isInstanceOf(DocumentException.class).message().startsWith("a.xml:")
                .doesNotContain("\n");
    }

    @Test
    void messagesNameTheLine() {
        assertThatThrownBy(() -> read("<a>\n<b>\n</a>")).message().startsWith("a.xml:3:").contains("\"b\"");
    }

    @Test
    void nestingEndsAtTheLimitAndCanBeWalkedAtTheDeepest() throws DocumentException {
        assertThatThrownBy(() -> read("<a>".repeat(100_000))).hasMessageContaining("nests deeper than the 256 levels");
        String deepest = "<a>".repeat(Limits.DEEPEST) + "</a>".repeat(Limits.DEEPEST);
        Value value = Documents.read(Format.XML, "a", deepest.getBytes(UTF_8), new Limits(1 << 20, Limits.DEEPEST, 1 << 20));
        assertThat(Printed.of(value)).hasSize("{\"a\": ".length() * Limits.DEEPEST + 2 + Limits.DEEPEST);
    }
}
