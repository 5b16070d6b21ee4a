package dev.gatehouse.secrets.decode;

import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Zones;

/// The parts of a text in which something may be encoded otherwise than in an earlier version: whole runs of characters that encoded
/// values consist of, and of values that are wrapped all lines.
final class ChangedRuns {
    private ChangedRuns() {}

    /// @param segments
    ///            begin and end by turns of what the earlier version had encoded
    static Zones of(byte[] text, int offset, int length, Edits edits, int[] segments) {
        int end = offset + length;
        Zones.Builder zones = new Zones.Builder();
        for (int i = 0; i < edits.count(); i++) {
            add(text, offset, end, offset + edits.from(i), offset + edits.to(i), zones);
        }
        Zones.Builder carried = new Zones.Builder();
        for (int i = 0; i < segments.length; i += 2) {
            edits.carry(segments[i], segments[i + 1], carried);
        }
        Zones parts = carried.build();
        for (int i = 0; i < parts.count(); i++) {
            add(text, offset, end, offset + parts.from(i), offset + parts.to(i), zones);
        }
        return zones.build();
    }

    private static void add(byte[] text, int begin, int end, int first, int last, Zones.Builder zones) {
        int from = first;
        int to = last;
        while (true) {
            while (from > begin && Decoder.isUrl(text[from - 1])) {
                from--;
            }
            while (to < end && Decoder.isUrl(text[to])) {
                to++;
            }
            int above = from;
            while (above > begin && isWrapped(text[above - 1])) {
                above--;
            }
            int below = to;
            while (below < end && isWrapped(text[below])) {
                below++;
            }
            if (above == from && below == to || !holdsLine(text, above, below)) {
                break;
            }
            from = above;
            to = below;
        }
        // The last line of a wrapped value may be short, and stands alone when the others are gone.
        while (to < end && isBlank(text[to])) {
            to++;
        }
        while (to < end && Decoder.isUrl(text[to])) {
            to++;
        }
        zones.add(from - begin, to - begin);
    }

    /// Whether there is a run that can be a line of a wrapped value, but for the last.
    private static boolean holdsLine(byte[] text, int from, int to) {
        int run = 0;
        for (int at = from; at < to; at++) {
            run = Encodings.isBase64(text[at]) ? run + 1 : 0;
            if (run >= Decoder.WRAPPED) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrapped(byte b) {
        return Encodings.isBase64(b) || isBlank(b);
    }

    private static boolean isBlank(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == '\t';
    }
}
