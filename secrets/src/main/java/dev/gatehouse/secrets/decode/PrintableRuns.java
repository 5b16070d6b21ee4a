package dev.gatehouse.secrets.decode;

import java.util.Arrays;

/// The printable runs of a binary content, one a line, with the way back.
public final class PrintableRuns {
    /// The shortest run that is kept.
    public static final int SHORTEST = 12;

    private static final boolean[] PRINTABLE = new boolean[256];

    static {
        Arrays.fill(PRINTABLE, 0x20, 0x7f, true);
        PRINTABLE['\t'] = true;
    }

    private final byte[] text;
    /// Offsets of the runs in the text, and of the same runs in the content.
    private final int[] starts;
    private final int[] origins;

    private PrintableRuns(byte[] text, int[] starts, int[] origins) {
        this.text = text;
        this.starts = starts;
        this.origins = origins;
    }

    /// Collects them; offsets count from the beginning of the range.
    public static PrintableRuns of(byte[] content, int offset, int length) {
        byte[] out = new byte[4096];
        int[] starts = new int[64];
        int[] origins = new int[64];
        int size = 0;
        int count = 0;
        int from = 0;
        // From `from` to here all are known to be printable.
        int checked = 0;
        while (from + SHORTEST <= length) {
            // From the last byte of the shortest run back to its first: where one is not printable, no run can begin before it, and most of
            // a program's bytes are never looked at.
            int last = from + SHORTEST - 1;
            int at = last;
            while (at >= checked && PRINTABLE[content[offset + at] & 0xff]) {
                at--;
            }
            if (at >= checked) {
                from = at + 1;
                checked = last + 1;
                continue;
            }
            int end = last + 1;
            while (end < length && PRINTABLE[content[offset + end] & 0xff]) {
                end++;
            }
            int run = end - from;
            if (out.length - size <= run) {
                out = Arrays.copyOf(out, Math.max(out.length * 2, size + run + 1));
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                origins = Arrays.copyOf(origins, count * 2);
            }
            starts[count] = size;
            origins[count++] = from;
            System.arraycopy(content, offset + from, out, size, run);
            size += run;
            out[size++] = '\n';
            from = end + 1;
            checked = from;
        }
        return new PrintableRuns(Arrays.copyOf(out, size), Arrays.copyOf(starts, count), Arrays.copyOf(origins, count));
    }

    /// The runs, each ended by a line feed.
    public byte[] text() {
        return text;
    }

    /// The offset in the content of an offset in the text.
    public int toOriginal(int position) {
        int index = Arrays.binarySearch(starts, position);
        if (index < 0) {
            index = -index - 2;
        }
        return index < 0 ? 0 : origins[index] + position - starts[index];
    }
}
