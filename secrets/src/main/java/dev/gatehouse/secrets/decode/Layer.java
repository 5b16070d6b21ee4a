package dev.gatehouse.secrets.decode;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the encoded parts of a text say, as a text of its own: each decoded part stands between what precedes and follows its
/// encoded form on the line, so that a rule which wants `password =` before a value finds it.
public final class Layer {
    private final byte[] text;
    private final List<Segment> segments;

    /// A decoded part.
    ///
    /// @param start
    ///            where it begins in the layer's text
    /// @param end
    ///            where it ends there
    /// @param from
    ///            where its encoded form begins in the text that was decoded first
    /// @param to
    ///            where that ends there
    /// @param encoding
    ///            outermost first, for people: `base64`, `base64, gzip, percent`
    public record Segment(int start, int end, int from, int to, String encoding) {}

    Layer(byte[] text, List<Segment> segments) {
        this.text = text;
        this.segments = List.copyOf(segments);
    }

    /// The text; not to be changed.
    public byte[] text() {
        return text;
    }

    /// The decoded parts in order.
    public List<Segment> segments() {
        return segments;
    }

    /// The decoded part that overlaps a range of the layer's text; null if there is none.
    public @Nullable Segment at(int start, int end) {
        int low = 0;
        int high = segments.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            Segment segment = segments.get(middle);
            if (segment.end() <= start) {
                low = middle + 1;
            } else if (segment.start() >= end) {
                high = middle - 1;
            } else {
                return segment;
            }
        }
        return null;
    }

    /// Whether a range of the layer's text stands as it is in the encoded form of a part.
    ///
    /// @param original
    ///            the text that was decoded first
    public boolean contains(int start, int end, byte[] original, Segment segment) {
        int length = end - start;
        for (int at = segment.from(); at + length <= segment.to(); at++) {
            if (Arrays.equals(original, at, at + length, text, start, end)) {
                return true;
            }
        }
        return false;
    }

    /// Its size only: it may hold secrets.
    @Override
    public String toString() {
        return "Layer[" + text.length + " bytes, " + segments.size() + " parts]";
    }
}
