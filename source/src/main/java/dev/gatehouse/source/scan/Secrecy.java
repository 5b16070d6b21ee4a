package dev.gatehouse.source.scan;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ranges of a content that are never shown in clear, those of all checks together.
final class Secrecy {
    /// Values shorter than this turn up by chance.
    private static final int SHORTEST_VALUE = 6;
    private static final int LONGEST_VALUE = 4096;
    /// How many values are looked for beyond the places that the checks named.
    private static final int MOST_VALUES = 64;
    /// Characters from which on the first few may be seen.
    private static final int LONG_ENOUGH_FOR_PREFIX = 16;

    private final Blob blob;
    private final List<Hidden> hidden;

    /// A range.
    ///
    /// @param prefix
    ///            whether it is long enough to show how it begins
    record Hidden(int start, int end, boolean prefix) {}

    Secrecy(Blob blob, List<Span> spans) {
        this.blob = blob;
        boolean wide = blob.form() == Blob.Form.UTF_16LE || blob.form() == Blob.Form.UTF_16BE;
        int longEnough = wide ? 2 * LONG_ENOUGH_FOR_PREFIX : LONG_ENOUGH_FOR_PREFIX;
        List<Hidden> all = new ArrayList<>(spans.size());
        for (Span span : spans) {
            int start = Math.min(span.start(), blob.length());
            int end = Math.min(span.end(), blob.length());
            if (start < end) {
                all.add(new Hidden(start, end, end - start >= longEnough));
            }
        }
        this.hidden = merged(all);
    }

    /// Joins what overlaps or touches. A short secret within a longer one must not become the part that is shown of it.
    private static List<Hidden> merged(List<Hidden> ranges) {
        ranges.sort((a, b) -> a.start != b.start ? Integer.compare(a.start, b.start) : Integer.compare(a.end, b.end));
        List<Hidden> merged = new ArrayList<>(ranges.size());
        for (Hidden next : ranges) {
            Hidden last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.start <= last.end) {
                merged.set(merged.size() - 1, new Hidden(last.start, Math.max(last.end, next.end), last.prefix && next.prefix));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /// What is to be hidden between two offsets: what the checks named, and the same values wherever else they stand there.
    List<Hidden> within(int from, int to) {
        if (hidden.isEmpty()) {
            return List.of();
        }
        List<Hidden> found = new ArrayList<>();
        int first = firstEndingAfter(from);
        for (int i = first; i < hidden.size() && hidden.get(i).start < to; i++) {
            found.add(hidden.get(i));
        }
        int lowest = Math.max(0, Math.min(first - MOST_VALUES / 2, hidden.size() - MOST_VALUES));
        for (int i = lowest; i < Math.min(hidden.size(), lowest + MOST_VALUES); i++) {
            repeats(hidden.get(i), from, to, found);
        }
        return merged(found);
    }

    private int firstEndingAfter(int offset) {
        int low = 0;
        int high = hidden.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (hidden.get(middle).end <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void repeats(Hidden value, int from, int to, List<Hidden> found) {
        int size = value.end - value.start;
        if (size < SHORTEST_VALUE || size > LONGEST_VALUE) {
            return;
        }
        byte[] array = blob.array();
        int start = blob.offset() + value.start;
        int last = blob.offset() + Math.min(to, blob.length()) - 1;
        // A repetition that is cut by the window's edges still begins or ends inside it.
        int at = blob.offset() + Math.max(0, from - size + 1);
        int highest = Math.min(last, blob.offset() + blob.length() - size);
        for (; at <= highest; at++) {
            if (array[at] == array[start] && at != start
                    && Arrays.equals(array, at, at + size, array, start, start + size)) {
                found.add(new Hidden(at - blob.offset(), at - blob.offset() + size, value.prefix));
            }
        }
    }
}
