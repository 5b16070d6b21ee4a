package dev.gatehouse.report.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Sets lines of text for people in a style. Everything that comes from the input passes [Printable] before it gets here, or
/// here in [#wrapped].
final class Page {
    private final Writer out;
    private final Style style;

    /// What a piece of text is for.
    enum Ink {
        ALARM("1;31"), BAD("31"), WARNING("33"), CALM("36"), GOOD("32"), STRONG("1"), QUIET("2"), LINK("4");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    Page(OutputStream out, Style style) {
        this.out = new OutputStreamWriter(out, style.charset());
        this.style = style;
    }

    boolean unicode() {
        return style.unicode();
    }

    boolean verbose() {
        return style.verbose();
    }

    int columns() {
        return style.width();
    }

    String paint(Ink ink, String text) {
        return style.colour() && !text.isEmpty() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    void line(String text) {
        try {
            out.write(style.unicode() ? text : ascii(text));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void blank() {
        line("");
    }

    void rule() {
        line(paint(Ink.QUIET, (style.unicode() ? "─" : "-").repeat(Math.min(60, style.width()))));
    }

    /// Writes text from anywhere behind a head, wrapped to the width and indented, in at most so many lines.
    void wrapped(String head, int indent, String text, int lines) {
        List<String> wrapped = wrap(text, style.width() - indent, lines);
        for (int i = 0; i < wrapped.size(); i++) {
            line((i == 0 ? head : " ".repeat(indent)) + wrapped.get(i));
        }
    }

    /// Words of the text, made printable, in lines of at most so many columns; a longer word stands alone uncut. What does not
    /// fit into the number of lines is cut with an ellipsis.
    static List<String> wrap(String text, int columns, int mostLines) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        int width = 0;
        for (String word : Printable.line(text, 4000).strip().split(" +")) {
            int wordWidth = Printable.width(word);
            if (width > 0 && width + 1 + wordWidth > columns) {
                if (lines.size() == mostLines - 1) {
                    line.append(" …");
                    break;
                }
                lines.add(line.toString());
                line.setLength(0);
                width = 0;
            }
            if (width > 0) {
                line.append(' ');
                width++;
            }
            line.append(word);
            width += wordWidth;
        }
        lines.add(line.toString());
        return lines;
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Our own typographic characters for readers without UTF-8; letters of the input go through the charset's encoder.
    private String ascii(String text) {
        String plain = text.replace("…", "...").replace("—", "-").replace("·", ";");
        return style.charset().equals(StandardCharsets.US_ASCII) ? plain.replaceAll("[^\\x00-\\x7f]", "?") : plain;
    }
}
