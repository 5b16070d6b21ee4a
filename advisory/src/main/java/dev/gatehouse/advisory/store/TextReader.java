package dev.gatehouse.advisory.store;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Reads texts that [Shapes] wrote. Thread-safe.
final class TextReader {
    private static final int[] GITHUB_HYPHENS = {9, 14};

    private final MemorySegment shapes;
    private final long count;
    private final long offsets;
    private final long texts;

    /// @throws IndexOutOfBoundsException
    ///             if the section is damaged
    TextReader(MemorySegment shapes) {
        this.shapes = shapes;
        Cursor cursor = new Cursor(shapes, 0);
        count = cursor.count();
        offsets = cursor.position();
        texts = offsets + count * Integer.BYTES;
    }

    /// The text that stands at the cursor.
    String text(Cursor cursor) {
        long number = cursor.number();
        if (number == Shapes.LITERAL) {
            return cursor.text();
        }
        if (number == Shapes.GITHUB) {
            return github(cursor.number());
        }
        long index = number - Shapes.FIRST;
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("no such shape");
        }
        long at = texts + Integer.toUnsignedLong(shapes.get(StoreFormat.INT, offsets + index * Integer.BYTES));
        return filled(new Cursor(shapes, at).bytes(), cursor);
    }

    private static String filled(byte[] shape, Cursor numbers) {
        byte[] text = new byte[shape.length + 24];
        int length = 0;
        for (byte octet : shape) {
            // The widest number takes 19 digits.
            if (length + 20 > text.length) {
                text = java.util.Arrays.copyOf(text, text.length * 2);
            }
            if (octet == Shapes.NUMBER) {
                length = digits(numbers.number(), 1, text, length);
            } else if (octet == Shapes.PADDED) {
                int width = Math.clamp(numbers.number(), 1, Shapes.MOST_DIGITS);
                length = digits(numbers.number(), width, text, length);
            } else {
                text[length++] = octet;
            }
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /// Writes a number with at least so many digits; answers where it ends.
    private static int digits(long number, int width, byte[] text, int at) {
        long rest = Math.max(number, 0);
        int size = 1;
        for (long more = rest / 10; more > 0; more /= 10) {
            size++;
        }
        int end = at + Math.max(size, width);
        for (int i = end - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static String github(long value) {
        char[] text = new char[Shapes.GITHUB_LENGTH];
        "GHSA-".getChars(0, 5, text, 0);
        long rest = value;
        for (int i = text.length - 1; i >= 5; i--) {
            if (i == GITHUB_HYPHENS[0] || i == GITHUB_HYPHENS[1]) {
                text[i] = '-';
            } else {
                text[i] = Shapes.GITHUB_LETTERS.charAt((int) Long.remainderUnsigned(rest, Shapes.GITHUB_LETTERS.length()));
                rest = Long.divideUnsigned(rest, Shapes.GITHUB_LETTERS.length());
            }
        }
        return new String(text);
    }
}
