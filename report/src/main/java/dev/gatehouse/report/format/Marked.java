package dev.gatehouse.report.format;

/// A line of an excerpt fitted into a number of columns, with the columns to underline.
///
/// @param text
///            printable
/// @param start
///            columns before the mark
/// @param length
///            columns to underline, at least one
record Marked(String text, int start, int length) {
    /// How much of the line stays before the mark when it has to be cut.
    private static final int CONTEXT = 16;

    /// @param from
    ///            index of the first character to mark
    /// @param to
    ///            index after the last one
    /// @param columns
    ///            room for the text
    static Marked of(String line, int from, int to, int columns) {
        int markStart = Math.clamp(from, 0, line.length());
        int markEnd = Math.clamp(to, markStart, line.length());
        int begin = 0;
        if (Printable.width(Printable.line(line.substring(0, markEnd))) > columns - 1 && markStart > CONTEXT) {
            begin = markStart - CONTEXT;
            if (Character.isLowSurrogate(line.charAt(begin))) {
                begin++;
            }
        }
        var text = new StringBuilder();
        int width = 0;
        if (begin > 0) {
            text.append('…');
            width = 1;
        }
        int start = -1;
        int end = -1;
        int i = begin;
        for (; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            String shown = Printable.codePoint(line.codePointAt(i));
            int next = width + Printable.width(shown);
            if (next > columns - 1 && i + Character.charCount(line.codePointAt(i)) < line.length()) {
                text.append('…');
                break;
            }
            if (i >= markStart && start < 0) {
                start = width;
            }
            if (i >= markEnd && end < 0) {
                end = width;
            }
            text.append(shown);
            width = next;
        }
        start = start < 0 ? width : start;
        end = end < 0 ? width : end;
        return new Marked(text.toString(), start, Math.max(1, end - start));
    }
}
