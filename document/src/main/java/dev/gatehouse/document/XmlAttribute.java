package dev.gatehouse.document;

/// An attribute of an XML element. Namespace declarations are none.
///
/// @param nameRange
///            where its name stands
/// @param value
///            normalised as XML demands, references resolved
/// @param valueRange
///            where its value stands, with the quotes
public record XmlAttribute(XmlName name, Range nameRange, String value, Range valueRange) {
    @Override
    public String toString() {
        return "attribute " + name + " at " + nameRange;
    }
}
