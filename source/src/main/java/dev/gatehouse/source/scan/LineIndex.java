package dev.gatehouse.source.scan;

import dev.gatehouse.core.source.Blob;
import java.util.Arrays;

/// Finds lines and columns in a content. Notes every few kilobytes where it is, so that even in a line of a hundred megabytes a
/// position costs no more than the way from the last note. Not thread-safe.
final class LineIndex {
    private static final int STEP = 4096;

    private final byte[] array;
    private final int offset;
    private final int length;
    /// Bytes of a unit: 2 for UTF-16, else 1.
    private final int unit;
    /// Where in a unit the low byte lies.
    private final int low;
    /// Whether bytes are UTF-8 rather than one character each.
    private final boolean utf8;

    private int[] newlines = new int[4];
    private int[] lineStarts = new int[4];
    private int[] columns = new int[4];
    private int notes = 1;
    /// The position that was asked for last: findings come in order, so the next one is often a little further on.
    private int lastAt;
    private Position last = new Position(0, 0, 0);
    /// No line feed stands from here
    private int plainFrom;
    /// to here.
    private int plainTo;

    /// A position.
    ///
    /// @param line
    ///            0-based
    /// @param lineStart
    ///            offset of its first byte
    /// @param column
    ///            0-based, in UTF-16 code units
    record Position(int line, int lineStart, int column) {}

    LineIndex(Blob blob) {
        this.array = blob.array();
        this.offset = blob.offset();
        this.length = blob.length();
        this.unit = blob.form() == Blob.Form.UTF_16LE || blob.form() == Blob.Form.UTF_16BE ? 2 : 1;
        this.low = blob.form() == Blob.Form.UTF_16BE ? 1 : 0;
        this.utf8 = blob.form() == Blob.Form.TEXT;
    }

    Position position(int at) {
        int note = at / STEP;
        while (notes <= note) {
            take();
        }
        last = lastAt >= note * STEP && lastAt <= at && lastAt % unit == 0
                ? walk(last, lastAt, at)
                : walk(new Position(newlines[note], lineStarts[note], columns[note]), note * STEP, at);
        lastAt = at;
        return last;
    }

    /// Where the line ends that holds the position: the offset of its line feed, of the end, or `cap` if that comes first.
    int lineEnd(int at, int cap) {
        int end = Math.min(length, cap);
        int from = at - at % unit;
        // Many findings in one line of megabytes must not each look for its end.
        if (from < plainFrom || from > plainTo) {
            plainFrom = from;
            plainTo = from;
        }
        while (plainTo + unit <= end && !newline(plainTo)) {
            plainTo += unit;
        }
        return plainTo + unit <= end ? plainTo : end;
    }

    /// Whether a line feed stands at the position.
    boolean isLineFeed(int at) {
        return at + unit <= length && newline(at);
    }

    /// Adds the next note.
    private void take() {
        int note = notes - 1;
        Position next = walk(new Position(newlines[note], lineStarts[note], columns[note]), note * STEP, notes * STEP);
        if (notes == newlines.length) {
            newlines = Arrays.copyOf(newlines, 2 * notes);
            lineStarts = Arrays.copyOf(lineStarts, 2 * notes);
            columns = Arrays.copyOf(columns, 2 * notes);
        }
        newlines[notes] = next.line;
        lineStarts[notes] = next.lineStart;
        columns[notes] = next.column;
        notes++;
    }

    private Position walk(Position start, int from, int to) {
        int line = start.line;
        int lineStart = start.lineStart;
        int column = start.column;
        for (int i = from; i < to; i += unit) {
            if (i + unit > length) {
                break;
            }
            if (newline(i)) {
                line++;
                lineStart = i + unit;
                column = 0;
            } else {
                column += width(i);
            }
        }
        return new Position(line, lineStart, column);
    }

    private boolean newline(int at) {
        return array[offset + at + (unit == 2 ? low : 0)] == '\n' && (unit == 1 || array[offset + at + 1 - low] == 0);
    }

    /// How many UTF-16 code units the character has whose first byte this is; 0 for the bytes that follow it and for a mark
    /// at the very beginning, which editors do not count.
    private int width(int at) {
        if (unit == 2) {
            return at == 0 && mark16() ? 0 : 1;
        }
        if (!utf8) {
            return 1;
        }
        int b = array[offset + at] & 0xff;
        if (b < 0x80) {
            return 1;
        }
        if (b < 0xc0
                || at == 0 && b == 0xef && length >= 3 && array[offset + 1] == (byte) 0xbb && array[offset + 2] == (byte) 0xbf) {
            return 0;
        }
        return b >= 0xf0 ? 2 : 1;
    }

    private boolean mark16() {
        return length >= 2 && (array[offset + low] & 0xff) == 0xff && (array[offset + 1 - low] & 0xff) == 0xfe;
    }
}
