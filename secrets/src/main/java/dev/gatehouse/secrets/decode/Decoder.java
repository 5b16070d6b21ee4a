package dev.gatehouse.secrets.decode;

import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Offsets;
import dev.gatehouse.secrets.change.Zones;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the encoded parts of a text and decodes them. A text without any costs one fast pass and no allocation. Thread-safe.
public final class Decoder {
    /// The shortest base64 or hexadecimal run that is looked at.
    private static final int SHORTEST = 16;
    private static final int SHORTEST_HEX = 24;
    /// From this length on, runs in consecutive lines are one wrapped value.
    static final int WRAPPED = 56;
    private static final int BEFORE = 96;
    private static final int AFTER = 24;
    private static final int LONGEST_URL = 4096;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Limits limits;

    /// One that goes as far as the limits say.
    public Decoder(Limits limits) {
        this.limits = limits;
    }

    /// The layers under a text, outermost first; empty if nothing in it is encoded.
    public List<Layer> layers(byte[] text, int offset, int length) {
        return layers(text, offset, length, Zones.of(0, length), new Offsets());
    }

    /// The same layers, found with less work.
    ///
    /// @param zones
    ///            all of the text, or what [#changed] gave
    /// @param segments
    ///            gets begin and end by turns of what is encoded, counted from the beginning of the text
    public List<Layer> layers(byte[] text, int offset, int length, Zones zones, Offsets segments) {
        Layer layer = decode(text, offset, length, zones, segments);
        if (layer == null) {
            return List.of();
        }
        List<Layer> layers = new ArrayList<>();
        while (layer != null) {
            layers.add(layer);
            layer = layers.size() < limits.depth() ? decode(layer) : null;
        }
        return layers;
    }

    /// Where to look in a text of which an earlier version has been looked at.
    ///
    /// @param segments
    ///            what was encoded in that version
    public static Zones changed(byte[] text, int offset, int length, Edits edits, int[] segments) {
        return ChangedRuns.of(text, offset, length, edits, segments);
    }

    /// What a value says that is base64 or hexadecimal as a whole; null if it is neither.
    public static @Nullable String plain(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int end = bytes.length;
        while (end > 0 && bytes.length - end < 2 && bytes[end - 1] == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!Encodings.isBase64(bytes[i])) {
                return null;
            }
        }
        byte[] decoded = end >= SHORTEST_HEX ? Encodings.hex(bytes, 0, end, bytes.length) : null;
        if (decoded == null) {
            decoded = Encodings.base64(bytes, 0, end, bytes.length);
        }
        return decoded != null && Encodings.isText(decoded) ? new String(decoded, StandardCharsets.UTF_8).strip() : null;
    }

    private @Nullable Layer decode(byte[] text, int offset, int length, Zones zones, Offsets segments) {
        Pass pass = new Pass(text, offset, offset + length, null, segments);
        for (int i = 0; i < zones.count(); i++) {
            runs(pass, offset + zones.from(i), offset + zones.to(i));
        }
        for (int i = 0; i < zones.count(); i++) {
            percents(pass, offset + zones.from(i), offset + zones.to(i));
        }
        return pass.layer();
    }

    private @Nullable Layer decode(Layer parent) {
        Pass pass = new Pass(parent.text(), 0, parent.text().length, parent, new Offsets());
        for (Layer.Segment segment : parent.segments()) {
            runs(pass, segment.start(), segment.end());
            percents(pass, segment.start(), segment.end());
        }
        return pass.layer();
    }

    /// Runs of base-64 digits. A run of at least SHORTEST that begins at a byte covers the SHORTEST-th from there, so that one is
    /// looked at next; walking back from it finds where a run could begin, and nothing before that is looked at twice.
    private void runs(Pass pass, int start, int end) {
        byte[] text = pass.text;
        // Every byte from `begin` up to `known` is a digit, and none can belong to a run that begins earlier.
        int begin = start;
        int known = start;
        int at = start + SHORTEST - 1;
        while (at < end) {
            if (!Encodings.isBase64(text[at])) {
                begin = at + 1;
                known = begin;
                at += SHORTEST;
                continue;
            }
            int from = at;
            while (from > known && Encodings.isBase64(text[from - 1])) {
                from--;
            }
            if (from > known) {
                begin = from;
            }
            known = at + 1;
            at = begin + SHORTEST - 1;
            if (at < known) {
                int to = known;
                while (to < end && Encodings.isBase64(text[to])) {
                    to++;
                }
                begin = run(pass, begin, to, end);
                known = begin;
                at = begin + SHORTEST - 1;
            }
        }
    }

    /// Decodes one run; returns where to go on.
    private int run(Pass pass, int from, int to, int end) {
        byte[] text = pass.text;
        int whole = to;
        if (to - from >= WRAPPED) {
            whole = wrapped(text, to, end, to - from);
        }
        if (to - from >= SHORTEST_HEX && Encodings.hex(text[from]) >= 0 && Encodings.hex(text[from + 1]) >= 0
                && Encodings.hex(text[to - 1]) >= 0) {
            byte[] decoded = Encodings.hex(text, from, to, limits.segment());
            if (decoded != null && Encodings.isText(decoded)) {
                pass.add(decoded, from, to, "hex");
                return to;
            }
        }
        byte[] decoded = Encodings.worthDecoding(text, from)
                ? Encodings.base64(text, from, whole, limits.segment())
                : null;
        if (decoded == null) {
            return whole;
        }
        String encoding = "base64";
        if (Encodings.isGzip(decoded)) {
            decoded = Encodings.gunzip(decoded, limits.segment());
            encoding = "base64, gzip";
        }
        byte[] narrow = Encodings.fromUtf16(decoded);
        if (narrow != decoded) {
            encoding += ", utf-16";
        }
        if (Encodings.isText(narrow)) {
            int padded = whole;
            while (padded < end && padded - whole < 2 && text[padded] == '=') {
                padded++;
            }
            pass.add(narrow, from, padded, encoding);
        }
        return whole;
    }

    /// The end of a value whose lines are as long as the first; the last may be shorter.
    private static int wrapped(byte[] text, int to, int end, int width) {
        int last = to;
        int at = to;
        while (at < end) {
            int line = at;
            while (line < end && (text[line] == '\r' || text[line] == '\n' || text[line] == ' ' || text[line] == '\t')) {
                line++;
            }
            int stop = line;
            while (stop < end && Encodings.isBase64(text[stop])) {
                stop++;
            }
            if (line == at || stop == line || stop - line > width) {
                return last;
            }
            last = stop;
            if (stop - line < width) {
                return last;
            }
            at = stop;
        }
        return last;
    }

    private void percents(Pass pass, int start, int end) {
        byte[] text = pass.text;
        int low = start;
        int at = indexOf(text, start, end, (byte) '%');
        while (at >= 0) {
            int next = at + 1;
            if (at + 2 < end && Encodings.hex(text[at + 1]) >= 0 && Encodings.hex(text[at + 2]) >= 0) {
                int from = at;
                while (from > low && at - from < LONGEST_URL && isUrl(text[from - 1])) {
                    from--;
                }
                int to = at + 3;
                while (to < end && to - at < LONGEST_URL && isUrl(text[to])) {
                    to++;
                }
                if (to - from >= SHORTEST) {
                    byte[] decoded = Encodings.percent(text, from, to);
                    if (Encodings.isText(decoded)) {
                        pass.add(decoded, from, to, "percent");
                    }
                }
                low = to;
                next = to;
            }
            at = indexOf(text, next, end, (byte) '%');
        }
    }

    static boolean isUrl(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
                || "%-._~!$&*+,;=:@/?".indexOf(b) >= 0;
    }

    /// Eight bytes at a time: a byte that equals the sought one is zero after the exclusive or.
    static int indexOf(byte[] text, int start, int end, byte sought) {
        long pattern = (sought & 0xffL) * 0x0101010101010101L;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long different = (long) LONGS.get(text, at) ^ pattern;
            long zeros = different - 0x0101010101010101L & ~different & 0x8080808080808080L;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; at < end; at++) {
            if (text[at] == sought) {
                return at;
            }
        }
        return -1;
    }

    /// One pass over a text; makes its buffers when the first part is found.
    private final class Pass {
        final byte[] text;
        private final int start;
        private final int end;
        private final @Nullable Layer parent;
        private @Nullable ByteArrayOutputStream out;
        private List<Layer.Segment> segments = List.of();

        private final Offsets found;

        Pass(byte[] text, int start, int end, @Nullable Layer parent, Offsets found) {
            this.found = found;
            this.text = text;
            this.start = start;
            this.end = end;
            this.parent = parent;
        }

        void add(byte[] decoded, int from, int to, String encoding) {
            found.add(from - start);
            found.add(to - start);
            ByteArrayOutputStream buffer = out;
            if (buffer == null) {
                buffer = new ByteArrayOutputStream(decoded.length + BEFORE + AFTER);
                out = buffer;
                segments = new ArrayList<>();
            }
            if (buffer.size() + decoded.length > limits.total()) {
                return;
            }
            int before = from;
            while (before > start && from - before < BEFORE && text[before - 1] != '\n') {
                before--;
            }
            int after = to;
            while (after < end && after - to < AFTER && text[after] != '\n') {
                after++;
            }
            buffer.write(text, before, from - before);
            int begin = buffer.size();
            buffer.writeBytes(decoded);
            Layer.Segment outer = parent == null ? null : parent.at(from, to);
            segments.add(outer == null
                    ? new Layer.Segment(begin, buffer.size(), from, to, encoding)
                    : new Layer.Segment(begin, buffer.size(), outer.from(), outer.to(), outer.encoding() + ", " + encoding));
            buffer.write(text, to, after - to);
            buffer.write('\n');
        }

        @Nullable
        Layer layer() {
            return out == null ? null : new Layer(out.toByteArray(), segments);
        }
    }
}
