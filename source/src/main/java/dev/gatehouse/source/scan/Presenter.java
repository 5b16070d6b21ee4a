package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.source.scan.LineIndex.Position;
import dev.gatehouse.source.scan.Masker.Masked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes spans of one content ready for people.
final class Presenter {
    /// Characters of a line that are shown.
    private static final int WIDTH = 160;
    /// Of these, how many stand before the mark at least where a line is cut.
    private static final int LEAD = 48;
    /// Bytes on either side that are decoded to show so many characters.
    private static final int REACH = 4 * WIDTH;
    /// Bytes on either side in which a marker is looked for; a line longer than that is no line that somebody wrote.
    private static final int MARKER_REACH = 8192;
    /// Of the first spans only the lines are searched for markers; before more follow, the whole content is, once.
    private static final int FEW = 16;
    private static final int PIECE = 1 << 16;
    private static final int OVERLAP = 256;
    private static final String CUT = "…";

    private final Blob blob;
    private final LineIndex lines;
    private final Masker masker;
    /// Bytes of a unit: 2 for UTF-16, else 1.
    private final int unit;
    private int shown;
    /// Which markers were looked for in the whole content, and whether one of them stands there.
    private @Nullable Set<String> sought;
    private boolean marked;

    Presenter(Blob blob, Secrecy secrecy) {
        this.blob = blob;
        this.lines = new LineIndex(blob);
        this.masker = new Masker(blob, secrecy);
        this.unit = blob.form() == Blob.Form.UTF_16LE || blob.form() == Blob.Form.UTF_16BE ? 2 : 1;
    }

    /// @param markers
    ///            inline markers of other tools that count
    Shown show(Span span, Set<String> markers) {
        int start = Math.min(span.start(), blob.length());
        int end = Math.clamp(span.end(), start, blob.length());
        Position first = lines.position(start);
        Position last = end > start ? lines.position(Math.max(start, end - unit)) : first;
        Position after = lines.position(end);
        int endColumn = after.line() == last.line() ? after.column() : last.column() + 1;
        var region = new Region(start, end, first.line() + 1, first.column() + 1, last.line() + 1, endColumn + 1);
        Marker marker = mayBeMarked(markers) ? marker(start, end, first, last, markers) : null;
        return new Shown(region, excerpt(start, end, first), marker == null ? null : marker.suppression(),
                marker == null ? List.of() : marker.rules());
    }

    /// False only if no marker stands anywhere in the content.
    private boolean mayBeMarked(Set<String> markers) {
        shown++;
        if (shown > FEW && !markers.equals(sought)) {
            sought = Set.copyOf(markers);
            marked = isMarkedAnywhere(markers);
        }
        return !markers.equals(sought) || marked;
    }

    /// In pieces that overlap by more than the longest marker has, so that a great content is not decoded as a whole.
    private boolean isMarkedAnywhere(Set<String> markers) {
        for (int from = 0; from < blob.length(); from += PIECE) {
            if (Marker.standsIn(masker.decode(from, Math.min(from + PIECE + OVERLAP, blob.length())), markers)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Marker marker(int start, int end, Position first, Position last, Set<String> markers) {
        Marker found = marker(start, end, first, last, markers, false);
        if (found == null || found.suppression().reason().isEmpty()) {
            return found;
        }
        // The reason is shown; what it says is taken from the masked line.
        Marker masked = marker(start, end, first, last, markers, true);
        String reason = masked != null && masked.suppression().form().equals(found.suppression().form())
                ? masked.suppression().reason()
                : "";
        return new Marker(new Suppression(Suppression.Kind.INLINE, found.suppression().form(), reason), found.rules());
    }

    private @Nullable Marker marker(int start, int end, Position first, Position last, Set<String> markers, boolean masked) {
        List<String> touched = new ArrayList<>(2);
        touched.add(around(first, start, first.line() == last.line() ? end : start, masked));
        if (last.line() != first.line()) {
            touched.add(around(last, end - unit, end, masked));
        }
        String before = "";
        if (first.lineStart() > 0) {
            int feed = first.lineStart() - unit;
            Position previous = lines.position(feed);
            before = text(Math.max(previous.lineStart(), feed - MARKER_REACH), feed, masked);
        }
        return Marker.find(touched, before, markers);
    }

    private String around(Position line, int from, int to, boolean masked) {
        int begin = Math.max(line.lineStart(), from - MARKER_REACH);
        int stop = lines.lineEnd(to, Math.min(to, Integer.MAX_VALUE - MARKER_REACH) + MARKER_REACH);
        return text(begin, Math.max(begin, stop), masked);
    }

    private String text(int from, int to, boolean masked) {
        return masked ? masker.mask(from, to, -1, -1).text() : masker.decode(from, to);
    }

    private Excerpt excerpt(int start, int end, Position first) {
        List<String> shown = new ArrayList<>(3);
        int firstLine = first.line() + 1;
        if (first.lineStart() > 0) {
            shown.add(context(lines.position(first.lineStart() - unit).lineStart()));
            firstLine--;
        }
        Masked line = marked(start, end, first);
        shown.add(line.text());
        int lineEnd = lines.lineEnd(start, start + (1 << 16));
        if (lineEnd < blob.length() && lines.isLineFeed(lineEnd) && next(lineEnd) < blob.length()) {
            shown.add(context(next(lineEnd)));
        }
        return new Excerpt(firstLine, shown, first.line() + 1, line.markStart(), line.markEnd());
    }

    private int next(int lineFeed) {
        return lineFeed + unit;
    }

    /// A whole line or its beginning.
    private String context(int lineStart) {
        int end = lines.lineEnd(lineStart, lineStart + REACH);
        boolean cut = end == lineStart + REACH && end < blob.length();
        String text = masker.mask(skipMark(lineStart), trimmed(lineStart, boundary(end, cut)), -1, -1).text();
        if (text.length() <= WIDTH) {
            return cut ? text + CUT : text;
        }
        return text.substring(0, whole(text, WIDTH)) + CUT;
    }

    private Masked marked(int start, int end, Position first) {
        int lineEnd = lines.lineEnd(start, start + (1 << 16));
        int markEnd = Math.min(end, lineEnd);
        int from = first.lineStart();
        boolean cutBefore = start - from > REACH;
        if (cutBefore) {
            from = boundary(start - REACH, true);
        }
        from = Math.min(skipMark(from), start);
        // What is hidden shrinks to a mask, so the line is cut only after the mark.
        int to = lines.lineEnd(Math.max(start, Math.max(0, markEnd - 1)), Math.min(markEnd, Integer.MAX_VALUE - REACH) + REACH);
        boolean cutAfter = to < lineEnd;
        to = Math.max(trimmed(from, boundary(Math.max(to, markEnd), cutAfter)), markEnd);
        return cut(masker.mask(from, to, start, markEnd), cutBefore, cutAfter);
    }

    /// Cuts a line around its mark.
    private static Masked cut(Masked line, boolean cutBefore, boolean cutAfter) {
        String text = line.text();
        int from = 0;
        int to = text.length();
        if (text.length() > WIDTH) {
            int wanted = Math.min(line.markEnd() - line.markStart(), WIDTH - LEAD);
            from = Math.clamp(line.markStart() - Math.max(LEAD, (WIDTH - wanted) / 2), 0, text.length() - WIDTH);
            from = whole(text, from);
            to = whole(text, from + WIDTH);
        }
        String before = cutBefore || from > 0 ? CUT : "";
        String after = cutAfter || to < text.length() ? CUT : "";
        int shift = before.length() - from;
        int markStart = Math.clamp(line.markStart(), from, to) + shift;
        return new Masked(before + text.substring(from, to) + after, markStart,
                Math.max(markStart, Math.clamp(line.markEnd(), from, to) + shift));
    }

    /// The index, or the one before it if it would part a surrogate pair.
    private static int whole(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    /// An offset at which a character begins.
    private int boundary(int at, boolean cut) {
        if (!cut) {
            return at;
        }
        int offset = at;
        if (blob.form() == Blob.Form.TEXT) {
            while (offset > 0 && offset > at - 4 && offset < blob.length()
                    && (blob.array()[blob.offset() + offset] & 0xc0) == 0x80) {
                offset--;
            }
        } else if (blob.form() != Blob.Form.BINARY) {
            offset -= offset % 2;
        }
        return offset;
    }

    /// Past the byte-order mark.
    private int skipMark(int lineStart) {
        if (lineStart != 0) {
            return lineStart;
        }
        byte[] array = blob.array();
        int offset = blob.offset();
        return switch (blob.form()) {
            case TEXT -> blob.length() >= 3 && array[offset] == (byte) 0xef && array[offset + 1] == (byte) 0xbb
                    && array[offset + 2] == (byte) 0xbf ? 3 : 0;
            case UTF_16LE -> blob.length() >= 2 && array[offset] == (byte) 0xff && array[offset + 1] == (byte) 0xfe ? 2 : 0;
            case UTF_16BE -> blob.length() >= 2 && array[offset] == (byte) 0xfe && array[offset + 1] == (byte) 0xff ? 2 : 0;
            case BINARY -> 0;
        };
    }

    /// The end of a line without its carriage return.
    private int trimmed(int from, int end) {
        byte[] array = blob.array();
        int last = blob.offset() + end - 1;
        return switch (blob.form()) {
            case UTF_16LE -> end - 2 >= from && array[last - 1] == '\r' && array[last] == 0 ? end - 2 : end;
            case UTF_16BE -> end - 2 >= from && array[last] == '\r' && array[last - 1] == 0 ? end - 2 : end;
            case TEXT, BINARY -> end - 1 >= from && array[last] == '\r' ? end - 1 : end;
        };
    }
}
