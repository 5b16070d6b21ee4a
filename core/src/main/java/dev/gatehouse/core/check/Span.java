package dev.gatehouse.core.check;

/// A range of bytes in a content.
///
/// @param start
///            offset of the first byte from the beginning of the content
/// @param end
///            offset after the last byte
public record Span(int start, int end) implements Comparable<Span> {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: " + start + ".." + end);
        }
    }

    @Override
    public int compareTo(Span other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }
}
