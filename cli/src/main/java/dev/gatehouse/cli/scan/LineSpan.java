package dev.gatehouse.cli.scan;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.foreign.Spot;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes of lines and columns. Columns count UTF-16 code units, as SARIF has them unless it says otherwise.
///
/// @param blob in UTF-8 or another superset of ASCII
record LineSpan(Blob blob) {

    /// The range; null if there is no such line. What reaches beyond a line is cut to it.
    @Nullable
    Span of(Spot.InFile where) {
        if (blob.form() != Blob.Form.TEXT) {
            return null;
        }
        int start = lineStart(0, where.line() - 1);
        if (start < 0) {
            return null;
        }
        int firstEnd = lineEnd(start);
        int from = where.column() > 1 ? column(start, firstEnd, where.column() - 1) : indent(start, firstEnd);
        if (where.column() == 1) {
            from = start;
        }
        int lastStart = where.endLine() > where.line() ? lineStart(start, where.endLine() - where.line()) : start;
        if (lastStart < 0) {
            return new Span(from, firstEnd);
        }
        int lastEnd = lineEnd(lastStart);
        int to = where.endColumn() > 1 ? column(lastStart, lastEnd, where.endColumn() - 1) : lastEnd;
        return new Span(from, Math.max(from, to));
    }

    /// Where a line begins that is so many below the one at an offset; -1 if there is none.
    private int lineStart(int from, int lines) {
        int at = from;
        for (int i = 0; i < lines; i++) {
            at = lineEnd(at) + 1;
            if (at >= blob.length()) {
                return -1;
            }
        }
        return blob.length() == 0 ? -1 : at;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < blob.length() && blob.array()[blob.offset() + at] != '\n') {
            at++;
        }
        return at;
    }

    private int indent(int from, int end) {
        int at = from;
        while (at < end && (blob.array()[blob.offset() + at] == ' ' || blob.array()[blob.offset() + at] == '\t')) {
            at++;
        }
        return at;
    }

    private int column(int start, int end, int units) {
        String line = new String(blob.array(), blob.offset() + start, end - start, StandardCharsets.UTF_8);
        String before = line.substring(0, Math.min(units, line.length()));
        return Math.min(end, start + before.getBytes(StandardCharsets.UTF_8).length);
    }
}
