package dev.gatehouse.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the tags of an XML document one after the other. It relies on the parser that runs ahead of it for well-formedness, and
/// gives what that parser does not know: where each tag, name and attribute stands.
final class XmlMarkup {
    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final byte[] CDATA = ascii("<![CDATA[");
    private static final byte[] CDATA_END = ascii("]]>");
    private static final byte[] INSTRUCTION = ascii("<?");
    private static final byte[] INSTRUCTION_END = ascii("?>");
    private static final byte[] TYPE = ascii("<!DOCTYPE");
    private static final byte[] DECLARATION = ascii("<!");
    private static final byte[] END_TAG = ascii("</");

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
        int type = find(TYPE, at);
        Tag root = next();
        at = before;
        if (type >= 0 && type < (root == null ? end : root.start())) {
            for (int i = type; i < end && bytes[i] != '>'; i++) {
                if (bytes[i] == '"' || bytes[i] == '\'') {
                    i = find(bytes[i], i + 1);
                } else if (bytes[i] == '[') {
                    throw source.error(type, "a document type definition with declarations is not read");
                }
            }
        }
    }

    /// The next tag; null if none follows.
    @Nullable
    Tag next() {
        while (true) {
            int open = find((byte) '<', at);
            if (open == end) {
                at = end;
                return null;
            }
            if (starts(COMMENT, open)) {
                skip(COMMENT_END, open + COMMENT.length);
            } else if (starts(CDATA, open)) {
                skip(CDATA_END, open + CDATA.length);
            } else if (starts(INSTRUCTION, open)) {
                skip(INSTRUCTION_END, open + INSTRUCTION.length);
            } else if (starts(DECLARATION, open)) {
                at = behindQuotes(open);
            } else {
                return tag(open);
            }
        }
    }

    private Tag tag(int open) {
        at = open + (starts(END_TAG, open) ? 2 : 1);
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
                at = Math.min(end, find(bytes[at], at + 1) + 1);
                attributes.add(new Place(attributeStart, attributeEnd, valueStart, at));
            } else if (at == attributeStart) {
                at++;
            }
        }
        boolean empty = at < end && bytes[at] == '/';
        at = Math.min(end, find((byte) '>', at) + 1);
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
            i = bytes[i] == '"' || bytes[i] == '\'' ? find(bytes[i], i + 1) + 1 : i + 1;
        }
        return Math.min(end, i + 1);
    }

    /// Offset of the next such byte; [#end] if there is none.
    private int find(byte wanted, int from) {
        int i = from;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /// Offset of the next such bytes; -1 if there are none.
    private int find(byte[] wanted, int from) {
        int i = find(wanted[0], from);
        while (i < end && !starts(wanted, i)) {
            i = find(wanted[0], i + 1);
        }
        return i < end ? i : -1;
    }

    private void skip(byte[] closing, int from) {
        int found = find(closing, from);
        at = found < 0 ? end : found + closing.length;
    }

    private boolean starts(byte[] wanted, int offset) {
        return offset + wanted.length <= end && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
