package dev.gatehouse.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An XML element. Immutable. [#value] shows it as a tree of mappings and sequences.
///
/// @param range
///            from its start tag to its end tag
/// @param nameRange
///            its name in the start tag
/// @param attributes
///            in the order of the source
/// @param children
///            in the order of the source; text that is only white space is left out beside elements
public record XmlElement(Range range, XmlName name, Range nameRange, List<XmlAttribute> attributes, List<XmlNode> children)
        implements
            XmlNode {
    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /// The value of the attribute with this local name, whatever its namespace; null if there is none.
    public @Nullable String attribute(String local) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.name().local().equals(local)) {
                return attribute.value();
            }
        }
        return null;
    }

    /// The child elements in the order of the source.
    public List<XmlElement> elements() {
        List<XmlElement> elements = new ArrayList<>();
        for (XmlNode child : children) {
            if (child instanceof XmlElement element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /// The child elements with this local name, whatever their namespace.
    public List<XmlElement> elements(String local) {
        return elements().stream().filter(element -> element.name.local().equals(local)).toList();
    }

    /// The first child element with this local name, whatever its namespace; null if there is none.
    public @Nullable XmlElement element(String local) {
        for (XmlNode child : children) {
            if (child instanceof XmlElement element && element.name.local().equals(local)) {
                return element;
            }
        }
        return null;
    }

    /// Its own text, that of its child elements left out.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (XmlNode child : children) {
            if (child instanceof XmlText own) {
                text.append(own.text());
            }
        }
        return text.toString();
    }

    /// The element as a value. Without attributes and child elements it is text. Otherwise it is a mapping: first the attributes,
    /// their names as written behind `@`, then the child elements by their names as written (those of one name become a sequence
    /// in
    /// the place of the first), then its own text, if there is any, as `#text`.
    public Value value() {
        Map<String, List<XmlElement>> byName = new LinkedHashMap<>();
        for (XmlElement element : elements()) {
            byName.computeIfAbsent(element.name.toString(), name -> new ArrayList<>()).add(element);
        }
        if (attributes.isEmpty() && byName.isEmpty()) {
            return new Scalar.Text(textRange(), text());
        }
        List<Member> members = new ArrayList<>();
        for (XmlAttribute attribute : attributes) {
            members.add(new Member("@" + attribute.name(), attribute.nameRange(),
                    new Scalar.Text(attribute.valueRange(), attribute.value())));
        }
        for (Map.Entry<String, List<XmlElement>> entry : byName.entrySet()) {
            members.add(new Member(entry.getKey(), entry.getValue().getFirst().nameRange, value(entry.getValue())));
        }
        if (children.stream().anyMatch(XmlText.class::isInstance)) {
            members.add(new Member("#text", textRange(), new Scalar.Text(textRange(), text())));
        }
        return new Mapping(range, members);
    }

    private static Value value(List<XmlElement> elements) {
        if (elements.size() == 1) {
            return elements.getFirst().value();
        }
        List<Value> values = new ArrayList<>(elements.size());
        for (XmlElement element : elements) {
            values.add(element.value());
        }
        return new Sequence(across(elements.getFirst().range, elements.getLast().range), values);
    }

    /// From the first text to the last; the whole element if it has none.
    private Range textRange() {
        List<Range> texts = children.stream().filter(XmlText.class::isInstance).map(XmlNode::range).toList();
        return texts.isEmpty() ? range : across(texts.getFirst(), texts.getLast());
    }

    private static Range across(Range first, Range last) {
        return new Range(first.start(), last.end(), first.line(), first.column(), last.endLine(), last.endColumn());
    }

    @Override
    public String toString() {
        return "element " + name + " at " + range;
    }
}
