package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The lines of a text, each with the place of its bytes. Made for formats that are ASCII where it matters: texts are read as
/// ISO 8859-1, so that an index is an offset, and [#text] turns a value into what it says. UTF-16 is read as such.
public final class Lines implements Iterable<Lines.Line> {
    /// A line that nobody wrote: the rest of it is passed over.
    private static final int LONGEST = 1 << 20;

    private final String text;
    private final int begin;
    private final int unit;

    Lines(Content content) {
        byte[] bytes = content.bytes();
        if (content.form() == Blob.Form.UTF_16LE || content.form() == Blob.Form.UTF_16BE) {
            text = new String(bytes,
                    content.form() == Blob.Form.UTF_16LE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
            unit = 2;
        } else {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
            unit = 1;
        }
        begin = text.startsWith("\uFEFF") ? 1 : text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    }

    /// A line without its end.
    ///
    /// @param number
    ///            1-based
    /// @param start
    ///            index of its first character
    /// @param text
    ///            see [Lines]
    public record Line(int number, int start, String text, int unit) {

        /// The bytes of a part of it.
        public Span span(int from, int to) {
            return new Span((start + from) * unit, (start + to) * unit);
        }

        /// The bytes of a part of it; the whole line if it does not hold the part.
        public Span span(String part) {
            int at = text.indexOf(part);
            return at < 0 ? span() : span(at, at + part.length());
        }

        /// Its bytes without the white space around them.
        public Span span() {
            int from = indent();
            return span(from, Math.max(from, text.stripTrailing().length()));
        }

        /// How many blanks it begins with.
        public int indent() {
            int from = 0;
            while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
                from++;
            }
            return from;
        }

        /// Whether there is nothing but white space.
        public boolean blank() {
            return text.isBlank();
        }
    }

    /// The text of a value that was read as ISO 8859-1.
    public static String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xff) {
                return value;
            }
            if (c > 0x7f) {
                return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return value;
    }

    /// The whole text; an index into it, times [#unit], is an offset.
    public String whole() {
        return text;
    }

    /// The bytes between two indices of [#whole].
    public Span span(int from, int to) {
        return new Span(from * unit, to * unit);
    }

    /// The 1-based line of an index of [#whole].
    public int number(int index) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    @Override
    public Iterator<Line> iterator() {
        return new Iterator<>() {
            private int at = begin;
            private int number;

            @Override
            public boolean hasNext() {
                return at < text.length();
            }

            @Override
            public Line next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int feed = text.indexOf('\n', at);
                int end = feed < 0 ? text.length() : feed;
                int stop = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
                Line line = new Line(++number, at, text.substring(at, Math.min(stop, at + LONGEST)), unit);
                at = end + 1;
                return line;
            }
        };
    }
}
