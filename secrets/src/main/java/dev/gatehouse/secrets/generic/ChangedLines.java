package dev.gatehouse.secrets.generic;

import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Zones;

/// The lines of a text in which candidates may be others than in an earlier version.
///
/// Words are found line by line. A candidate is judged by its line, by at most two lines below it to which its value may move, by the
/// line that follows them after at most four line ends, and by the end of the last line above it that is not empty.
final class ChangedLines {
    private static final int LINE_ENDS_BELOW = 8;

    private ChangedLines() {}

    /// @param found
    ///            a place in each line of the earlier version that had a candidate worth reporting
    static Zones of(byte[] text, int offset, int length, Edits edits, int[] found) {
        int end = offset + length;
        Zones.Builder lines = new Zones.Builder();
        for (int i = 0; i < edits.count(); i++) {
            lines.add(start(text, offset, offset + edits.from(i), LINE_ENDS_BELOW) - offset,
                    below(text, offset + edits.to(i), end) - offset);
        }
        Zones.Builder carried = new Zones.Builder();
        for (int place : found) {
            edits.carry(place, place + 1, carried);
        }
        Zones places = carried.build();
        for (int i = 0; i < places.count(); i++) {
            lines.add(start(text, offset, offset + places.from(i), 0) - offset,
                    lineEnd(text, offset + places.to(i), end) - offset);
        }
        return lines.build();
    }

    /// Where the line begins that is so many line ends above.
    private static int start(byte[] text, int begin, int from, int lineEnds) {
        int at = from;
        int left = lineEnds;
        while (at > begin && (!Bytes.is(text[at - 1], Bytes.LINE_END) || left-- > 0)) {
            at--;
        }
        return at;
    }

    /// The end of the next line that is not empty.
    private static int below(byte[] text, int from, int end) {
        int at = lineEnd(text, from, end);
        while (at < end && Bytes.is(text[at], Bytes.LINE_END)) {
            at++;
        }
        return lineEnd(text, at, end);
    }

    private static int lineEnd(byte[] text, int from, int end) {
        int at = from;
        while (at < end && !Bytes.is(text[at], Bytes.LINE_END)) {
            at++;
        }
        return at;
    }
}
