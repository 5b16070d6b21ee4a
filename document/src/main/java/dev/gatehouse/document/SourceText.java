package dev.gatehouse.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The text of a document in valid UTF-8, and the way from a place in it to lines, columns and bytes of the source.
///
/// Readers work on [#bytes] from [#begin] to [#end] and name places by offsets into them. Where the source is in another encoding
/// these
/// are the bytes of a transcript, and [#range] translates. Serves one reading; not thread-safe.
final class SourceText {
    /// Every so many bytes it is noted how many UTF-16 units came before.
    private static final int BLOCK = 64;

    private final String name;
    private final byte[] bytes;
    private final int begin;
    /// Bytes of the source before its first character, and bytes per UTF-16 unit; the latter 0 if [#bytes] is the source itself.
    private final int sourceBegin;
    private final int unitSize;
    private final int[] lineStarts;
    private final int @Nullable [] unitsBeforeBlock;
    /// Index of the line found last: the next look-up is usually near.
    private int lastLine;
    /// The line whose columns were counted last, and the units before it.
    private int countedLine = -1;
    private int unitsBeforeLine;

    private SourceText(String name, byte[] bytes, int begin, int sourceBegin, int unitSize) {
        this.name = name;
        this.bytes = bytes;
        this.begin = begin;
        this.sourceBegin = sourceBegin;
        this.unitSize = unitSize;
        this.lineStarts = lineStarts(bytes, begin);
        this.unitsBeforeBlock = isAscii(bytes) ? null : unitsBeforeBlocks(bytes);
    }

    /// A source that must be in UTF-8; a byte-order mark is skipped.
    static SourceText utf8(String name, byte[] source, Limits limits) throws DocumentException {
        checkSize(name, source, limits);
        SourceText text = new SourceText(name, source, hasMark(source, 0xef, 0xbb, 0xbf) ? 3 : 0, 0, 0);
        if (text.unitsBeforeBlock != null) {
            int malformed = firstMalformed(source);
            if (malformed >= 0) {
                throw text.error(malformed, "byte 0x" + hex(source[malformed]) + " is not valid UTF-8");
            }
        }
        return text;
    }

    /// A source in UTF-8, or in UTF-16 with a byte-order mark.
    static SourceText unicode(String name, byte[] source, Limits limits) throws DocumentException {
        checkSize(name, source, limits);
        if (hasMark(source, 0xff, 0xfe)) {
            return utf16(name, source, StandardCharsets.UTF_16LE);
        }
        if (hasMark(source, 0xfe, 0xff)) {
            return utf16(name, source, StandardCharsets.UTF_16BE);
        }
        return utf8(name, source, limits);
    }

    private static SourceText utf16(String name, byte[] source, Charset charset) throws DocumentException {
        return transcribed(name, source, 2, 2, charset);
    }

    /// A source in which every character of the Basic Multilingual Plane takes `unitSize` bytes and every other twice as many.
    ///
    /// @param sourceBegin
    ///            where the text begins, behind a byte-order mark
    /// @param unitSize
    ///            1 for single-byte encodings, 2 for UTF-16
    static SourceText transcribed(String name, byte[] source, int sourceBegin, int unitSize, Charset charset)
            throws DocumentException {
        CharsetDecoder decoder = strict(charset);
        ByteBuffer in = ByteBuffer.wrap(source, sourceBegin, source.length - sourceBegin);
        CharBuffer out = CharBuffer.allocate((source.length - sourceBegin) / unitSize + 1);
        CoderResult result = decoder.decode(in, out, true);
        byte[] transcript = out.flip().toString().getBytes(StandardCharsets.UTF_8);
        SourceText text = new SourceText(name, transcript, 0, sourceBegin, unitSize);
        if (result.isError()) {
            throw text.error(transcript.length, "byte 0x" + hex(source[in.position()]) + " is not valid " + charset.name());
        }
        return text;
    }

    static void checkSize(String name, byte[] source, Limits limits) throws DocumentException {
        if (source.length > limits.bytes()) {
            throw new DocumentException(name, 1, 1,
                    "the document has " + source.length + " bytes, more than the " + limits.bytes()
                            + " that are read");
        }
    }

    static boolean hasMark(byte[] source, int... mark) {
        if (source.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((source[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// Offset of the first byte that does not continue valid UTF-8; -1 if there is none.
    static int firstMalformed(byte[] source) {
        CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
        ByteBuffer in = ByteBuffer.wrap(source);
        CharBuffer out = CharBuffer.allocate(1 << 13);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            out.clear();
        }
    }

    private static boolean isAscii(byte[] bytes) {
        int all = 0;
        for (byte b : bytes) {
            all |= b;
        }
        return all >= 0;
    }

    private static int[] lineStarts(byte[] bytes, int begin) {
        int[] starts = new int[64];
        starts[0] = begin;
        int lines = 1;
        for (int i = begin; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    private static int[] unitsBeforeBlocks(byte[] bytes) {
        int[] units = new int[bytes.length / BLOCK + 1];
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i % BLOCK == 0) {
                units[i / BLOCK] = count;
            }
            count += units(bytes[i]);
        }
        if (bytes.length % BLOCK == 0) {
            units[bytes.length / BLOCK] = count;
        }
        return units;
    }

    /// How many UTF-16 units the character takes that this byte begins; 0 for a byte that continues one.
    private static int units(byte b) {
        return (b & 0xc0) == 0x80 ? 0 : (b & 0xf0) == 0xf0 ? 2 : 1;
    }

    String name() {
        return name;
    }

    /// Valid UTF-8; not to be changed.
    byte[] bytes() {
        return bytes;
    }

    /// Offset of the first character, behind a byte-order mark.
    int begin() {
        return begin;
    }

    /// Offset after the last character.
    int end() {
        return bytes.length;
    }

    boolean ascii() {
        return unitsBeforeBlock == null;
    }

    /// The text between two offsets.
    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// The range between two offsets into [#bytes].
    Range range(int start, int end) {
        int line = line(start);
        int column = column(line, start);
        int endLine = end == start ? line : line(end);
        return new Range(sourceOffset(start), sourceOffset(end), line + 1, column, endLine + 1, column(endLine, end));
    }

    /// An error at an offset.
    DocumentException error(int offset, String what) {
        int line = line(offset);
        return new DocumentException(name, line + 1, column(line, offset), what);
    }

    private int sourceOffset(int offset) {
        return unitSize == 0 ? offset : sourceBegin + unitSize * unitsBefore(offset);
    }

    private int column(int line, int offset) {
        if (unitsBeforeBlock == null) {
            return 1 + offset - lineStarts[line];
        }
        if (line != countedLine) {
            countedLine = line;
            unitsBeforeLine = unitsBefore(lineStarts[line]);
        }
        return 1 + unitsBefore(offset) - unitsBeforeLine;
    }

    private int unitsBefore(int offset) {
        if (unitsBeforeBlock == null) {
            return offset;
        }
        int count = unitsBeforeBlock[offset / BLOCK];
        for (int i = offset - offset % BLOCK; i < offset; i++) {
            count += units(bytes[i]);
        }
        return count;
    }

    /// The 0-based line.
    private int line(int offset) {
        int line = lastLine;
        if (lineStarts[line] <= offset) {
            for (int steps = 0; steps < 8; steps++) {
                if (line + 1 == lineStarts.length || lineStarts[line + 1] > offset) {
                    lastLine = line;
                    return line;
                }
                line++;
            }
        }
        int found = Arrays.binarySearch(lineStarts, offset);
        lastLine = found >= 0 ? found : Math.max(0, -found - 2);
        return lastLine;
    }

    private static String hex(byte b) {
        return String.format("%02X", b & 0xff);
    }
}
