package dev.gatehouse.document;

/// The text between two tags, CDATA sections included, references resolved.
///
/// @param range
///            from the tag before it to the tag after it, so it covers comments in between
public record XmlText(Range range, String text) implements XmlNode {
    @Override
    public String toString() {
        return "text of " + text.length() + " characters at " + range;
    }
}
