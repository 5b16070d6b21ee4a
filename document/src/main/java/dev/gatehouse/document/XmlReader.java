package dev.gatehouse.document;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads XML 1.0 with namespaces. Nothing outside the document is ever opened and no entity is declared, so none
/// expands. Iterative.
final class XmlReader {
    private final SourceText source;
    private final Budget budget;
    private final XmlMarkup markup;
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    /// Offset behind the tag found last.
    private int behindTag;

    XmlReader(SourceText source, Limits limits) {
        this.source = source;
        this.budget = new Budget(source, limits);
        this.markup = new XmlMarkup(source);
    }

    /// An element that is not closed yet.
    private record Open(XmlMarkup.Tag tag, XmlName name, List<XmlAttribute> attributes, List<XmlNode> children) {}

    XmlElement read() throws DocumentException {
        markup.refuseDeclarations();
        try {
            XMLStreamReader parser = factory().createXMLStreamReader(new StringReader(source.text(source.begin(), source.end())));
            XmlElement root = null;
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case XMLStreamConstants.START_ELEMENT -> opened(parser);
                    case XMLStreamConstants.END_ELEMENT -> root = closed();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(parser.getTextCharacters(), parser.getTextStart(), parser.getTextLength());
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw source.error(behindTag, "the entity '" + Keys.shown(parser.getLocalName()) + "' is not declared");
                    default -> {
                        // Comments, processing instructions, the end.
                    }
                }
            }
            if (root == null) {
                throw source.error(source.end(), "the document is empty");
            }
            return root;
        } catch (XMLStreamException e) {
            throw refused(e.getLocation(), e.getMessage());
        } catch (RuntimeException e) {
            // The JDK's parser has thrown all kinds of exceptions on malformed input.
            throw source.error(behindTag, "this is not valid XML");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // The JDK's own limits guard against entities, of which there are none here, and would cut long texts; ours hold instead.
        for (String limit : List.of("maxElementDepth", "maxGeneralEntitySizeLimit", "totalEntitySizeLimit",
                "elementAttributeLimit",
                "maxXMLNameLimit", "entityExpansionLimit")) {
            factory.setProperty("jdk.xml." + limit, "0");
        }
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        return factory;
    }

    private void opened(XMLStreamReader parser) throws DocumentException {
        XmlMarkup.Tag tag = tag();
        text(tag.start());
        budget.value(tag.start());
        budget.depth(open.size() + 1, tag.start());
        List<XmlAttribute> attributes = attributes(parser, tag);
        open.push(new Open(tag, name(parser.getPrefix(), parser.getLocalName(), parser.getNamespaceURI()), attributes,
                new ArrayList<>()));
        behindTag = tag.end();
    }

    /// Both sides have the attributes in the order of the source; only the markup has namespace declarations among them.
    private List<XmlAttribute> attributes(XMLStreamReader parser, XmlMarkup.Tag tag) throws DocumentException {
        List<XmlAttribute> attributes = new ArrayList<>(parser.getAttributeCount());
        Iterator<XmlMarkup.Place> places = tag.attributes().iterator();
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            budget.value(tag.start());
            XmlName name = name(parser.getAttributePrefix(i), parser.getAttributeLocalName(i), parser.getAttributeNamespace(i));
            String written = name.toString();
            XmlMarkup.Place place;
            do {
                if (!places.hasNext()) {
                    throw source.error(tag.start(), "this is not valid XML");
                }
                place = places.next();
            } while (!source.text(place.nameStart(), place.nameEnd()).equals(written));
            attributes.add(new XmlAttribute(name, source.range(place.nameStart(), place.nameEnd()), parser.getAttributeValue(i),
                    source.range(place.valueStart(), place.valueEnd())));
        }
        return attributes;
    }

    private XmlElement closed() throws DocumentException {
        Open element = open.element();
        // A tag that opens and closes at once has no second one.
        XmlMarkup.Tag tag = element.tag().empty() ? element.tag() : tag();
        text(tag.start());
        open.pop();
        behindTag = tag.end();
        XmlElement closed = new XmlElement(source.range(element.tag().start(), tag.end()), element.name(),
                source.range(element.tag().nameStart(), element.tag().nameEnd()), element.attributes(),
                content(element.children()));
        Open outer = open.peek();
        if (outer != null) {
            outer.children().add(closed);
        }
        return closed;
    }

    private XmlMarkup.Tag tag() throws DocumentException {
        XmlMarkup.Tag tag = markup.next();
        if (tag == null) {
            throw source.error(behindTag, "this is not valid XML");
        }
        return tag;
    }

    /// Adds the text that was read since the last tag to the element around it.
    private void text(int before) throws DocumentException {
        Open outer = open.peek();
        if (outer != null && !text.isEmpty()) {
            budget.value(behindTag);
            outer.children().add(new XmlText(source.range(behindTag, before), text.toString()));
        }
        text.setLength(0);
    }

    /// The children without the white space that only lays out elements.
    private static List<XmlNode> content(List<XmlNode> children) {
        return children.stream().anyMatch(XmlElement.class::isInstance)
                ? children.stream().filter(child -> !(child instanceof XmlText blank && blank.text().isBlank())).toList()
                : children;
    }

    private static XmlName name(@Nullable String prefix, String local, @Nullable String namespace) {
        return new XmlName(prefix == null ? "" : prefix, local, namespace == null ? "" : namespace);
    }

    private DocumentException refused(@Nullable Location location, @Nullable String message) {
        String what = message == null ? "this is not valid XML" : message;
        String marker = "\nMessage: ";
        int at = what.indexOf(marker);
        what = (at < 0 ? what : what.substring(at + marker.length())).strip();
        what = what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
        int line = location == null ? 1 : Math.max(1, location.getLineNumber());
        int column = location == null ? 1 : Math.max(1, location.getColumnNumber());
        return new DocumentException(source.name(), line, column, what);
    }
}
