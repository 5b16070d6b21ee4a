package dev.gatehouse.core.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// One content with its bytes, valid only during the call that hands it over: the buffer goes back to a pool afterwards.
///
/// @param id
///            digest of the bytes
/// @param array
///            holds the bytes; never written to by a check
/// @param offset
///            where they begin
/// @param length
///            how many they are
/// @param form
///            how they are to be read
/// @param hint
///            some path at which the content lies, for checks that choose a grammar by file name; never part of a finding
/// @param lineage
///            how it was made from another content; null where that is not known
public record Blob(ContentId id, byte[] array, int offset, int length, Form form, SourcePath hint, @Nullable Lineage lineage) {

    /// One of which it is not known whether it was made from another.
    public Blob(ContentId id, byte[] array, int offset, int length, Form form, SourcePath hint) {
        this(id, array, offset, length, form, hint, null);
    }

    /// How bytes are to be read.
    public enum Form {
        /// Text in UTF-8 or another superset of ASCII; may hold invalid sequences.
        TEXT,
        /// UTF-16 with the low byte first.
        UTF_16LE,
        /// UTF-16 with the high byte first.
        UTF_16BE,
        /// No text.
        BINARY
    }

    /// How many leading bytes decide the form.
    private static final int SNIFFED = 8000;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Judges the form from the leading bytes: byte-order marks, then NUL bytes (every second one NUL is UTF-16 without a mark).
    public static Form sniff(byte[] array, int offset, int length) {
        int end = offset + Math.min(length, SNIFFED);
        if (length >= 2) {
            int mark = (array[offset] & 0xff) << 8 | array[offset + 1] & 0xff;
            if (mark == 0xfffe && !(length >= 4 && array[offset + 2] == 0 && array[offset + 3] == 0)) {
                return Form.UTF_16LE;
            }
            if (mark == 0xfeff) {
                return Form.UTF_16BE;
            }
        }
        if (!holdsNul(array, offset, end)) {
            return Form.TEXT;
        }
        int even = 0;
        int odd = 0;
        for (int i = offset; i < end; i++) {
            if (array[i] == 0) {
                if ((i - offset & 1) == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        int pairs = (end - offset) / 2;
        if (pairs >= 4 && length % 2 == 0) {
            if (odd >= pairs * 9 / 10 && even == 0) {
                return Form.UTF_16LE;
            }
            if (even >= pairs * 9 / 10 && odd == 0) {
                return Form.UTF_16BE;
            }
        }
        return Form.BINARY;
    }

    /// Eight bytes at a time: every content of a scan passes here, and nearly all are text.
    private static boolean holdsNul(byte[] array, int offset, int end) {
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long bytes = (long) LONGS.get(array, i);
            if ((bytes - 0x0101010101010101L & ~bytes & 0x8080808080808080L) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (array[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
