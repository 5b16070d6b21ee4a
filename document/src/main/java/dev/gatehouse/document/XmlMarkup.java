package dev.gatehouse.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the tags of an XML document one after the other. It relies on the parser that runs ahead of it for well-formedness, and
/// gives what that parser does not know: where each tag, name and attribute stands.
final class XmlMarkup {
    private final SourceText source;
    private final byte[] bytes;
    private final int end;
    private int at;

    XmlMarkup(SourceText source) {
        this.source = source;
        this.bytes = source.bytes();
        this.end = source.end();
        this.at = source.begin();
    }

    /// A start tag, an end tag or both in one.
    ///
    /// @param attributes
    ///            of start tags, namespace declarations included
    record Tag(int start, int end, int nameStart, int nameEnd, boolean empty, List<Place> attributes) {}

    /// Where an attribute stands; the value with its quotes.
    record Place(int nameStart, int nameEnd, int valueStart, int valueEnd) {}

    /// Refuses a document type definition that brings declarations of its own: entities expand, and nothing here needs them. One
    /// that
    /// only names a definition elsewhere is passed over, and what it names is never opened.
    void refuseDeclarations() throws DocumentException {
        int before = at;
        int type = find("<!DOCTYPE", at);
        Tag root = next();
        at = before;
        if (type >= 0 && type < (root == null ? end : root.start())) {
            for (int i = type; i < end && bytes[i] != '>'; i++) {
                if (bytes[i] == '"' || bytes[i] == '\'') {
                    i = closing(bytes[i], i + 1);
                } else if (bytes[i] == '[') {
                    throw source.error(type, "a document type definition with declarations is not read");
                }
            }
        }
    }

    /// The next tag; null if none follows.
    @Nullable
    Tag next() {
        while (at < end) {
            int open = find("<", at);
            if (open < 0) {
                break;
            }
            if (starts("<!--", open)) {
                skip("-->", open + 4);
            } else if (starts("<![CDATA[", open)) {
                skip("]]>", open + 9);
            } else if (starts("<?", open)) {
                skip("?>", open + 2);
            } else if (starts("<!", open)) {
                at = behindQuotes(open);
            } else {
                return tag(open);
            }
        }
        at = end;
        return null;
    }

    private Tag tag(int open) {
        at = open + (starts("</", open) ? 2 : 1);
        int nameStart = at;
        name();
        int nameEnd = at;
        List<Place> attributes = new ArrayList<>();
        while (at < end && bytes[at] != '>' && bytes[at] != '/') {
            int attributeStart = at;
            name();
            int attributeEnd = at;
            while (at < end && (blank(bytes[at]) || bytes[at] == '=')) {
                at++;
            }
            if (attributeEnd > attributeStart && at < end && (bytes[at] == '"' || bytes[at] == '\'')) {
                int valueStart = at;
                at = Math.min(end, closing(bytes[at], at + 1) + 1);
                attributes.add(new Place(attributeStart, attributeEnd, valueStart, at));
            } else if (at == attributeStart) {
                at++;
            }
        }
        boolean empty = at < end && bytes[at] == '/';
        int close = find(">", at);
        at = close < 0 ? end : close + 1;
        return new Tag(open, at, nameStart, nameEnd, empty, attributes);
    }

    private void name() {
        while (at < end && !blank(bytes[at]) && bytes[at] != '=' && bytes[at] != '>' && bytes[at] != '/') {
            at++;
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /// Offset behind the next `>` that stands in no quotes.
    private int behindQuotes(int from) {
        int i = from;
        while (i < end && bytes[i] != '>') {
            i = bytes[i] == '"' || bytes[i] == '\'' ? closing(bytes[i], i + 1) + 1 : i + 1;
        }
        return Math.min(end, i + 1);
    }

    private int closing(byte quote, int from) {
        int i = from;
        while (i < end && bytes[i] != quote) {
            i++;
        }
        return i;
    }

    private void skip(String closing, int from) {
        int found = find(closing, from);
        at = found < 0 ? end : found + closing.length();
    }

    private int find(String wanted, int from) {
        byte[] pattern = wanted.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i <= end - pattern.length; i++) {
            if (bytes[i] == pattern[0] && starts(pattern, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean starts(String wanted, int offset) {
        return starts(wanted.getBytes(StandardCharsets.US_ASCII), offset);
    }

    private boolean starts(byte[] pattern, int offset) {
        if (offset + pattern.length > end) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[offset + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
