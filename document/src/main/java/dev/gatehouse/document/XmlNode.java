package dev.gatehouse.document;

/// What stands between the tags of an XML element. Comments and processing instructions are left out.
public sealed interface XmlNode permits XmlElement, XmlText {

    /// Where it stands.
    Range range();
}
