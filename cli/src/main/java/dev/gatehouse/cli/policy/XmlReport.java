package dev.gatehouse.cli.policy;

import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Writes JUnit's XML, test by test. Characters that XML has no room for become U+FFFD.
final class XmlReport {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /// Why a test did not pass.
    ///
    /// @param kind the element's name: failure, error or skipped
    record Problem(String kind, String message, String details) {}

    XmlReport() throws XMLStreamException {
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
    }

    void suite(String name, long tests, long failures, long errors, long skipped, double seconds) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", Long.toString(tests));
        attribute("failures", Long.toString(failures));
        attribute("errors", Long.toString(errors));
        attribute("skipped", Long.toString(skipped));
        attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    }

    void test(String suite, String name, double seconds, @Nullable Problem problem) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", suite);
        attribute("name", name);
        attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
        if (problem != null) {
            xml.writeStartElement(problem.kind());
            attribute("message", problem.message());
            xml.writeCharacters(clean(problem.details()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    void endSuite() throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    void end(PrintStream out) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
        out.println(text);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String clean(String value) {
        StringBuilder clean = new StringBuilder();
        value.codePoints().forEach(c -> clean.appendCodePoint(
                c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || c >= 0x10000
                        ? c
                        : 0xFFFD));
        return clean.toString();
    }
}
