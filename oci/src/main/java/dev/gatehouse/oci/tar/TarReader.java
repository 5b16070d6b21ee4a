package dev.gatehouse.oci.tar;

import dev.gatehouse.oci.tar.TarEntry.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads tar from a stream: old (V7), ustar, pax (POSIX.1-2001) and GNU with long names. Not thread-safe.
///
/// It reads as the container runtimes do (Go's `archive/tar`), so that nothing can be hidden from one of the two: links, directories
/// and devices have no bytes whatever their header says, global pax headers are passed over, and the archive ends with two blocks of
/// zeros or the end of the stream. Names are bytes. Memory is bounded by the limit on extended headers.
public final class TarReader {
    private static final int BLOCK = 512;
    /// Bytes of one extended header; what runtimes accept, too.
    private static final int LARGEST_HEADER = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    /// Offset of what comes next from the beginning of the archive.
    private long position;
    private final byte[] header = new byte[BLOCK];
    /// What is left of the current entry's bytes, and the padding behind them.
    private long left;
    private int padding;

    /// @param in
    ///            not closed; read in large pieces, and beyond the end of the archive
    public TarReader(InputStream in) {
        this.in = in;
    }

    /// The next entry; null at the end. What was not read of the one before is passed over.
    ///
    /// @throws TarFormatException
    ///             if there is no entry where one should be
    /// @throws EOFException
    ///             if the stream ends within an entry
    public @Nullable TarEntry next() throws IOException {
        skip(left + padding);
        left = 0;
        padding = 0;
        var extended = new Extended();
        while (true) {
            if (!block()) {
                return null;
            }
            if (isZero()) {
                if (!block() || isZero()) {
                    return null;
                }
                throw new TarFormatException("a block of zeros stands between entries");
            }
            checkSum();
            long size = number(124, 12, "size");
            int type = header[156];
            switch (type) {
                case 'x' -> extended.records(data(size));
                case 'g' -> {
                    data(size);
                }
                case 'L' -> extended.name = cString(data(size));
                case 'K' -> extended.link = cString(data(size));
                default -> {
                    return entry(type, size, extended);
                }
            }
        }
    }

    private TarEntry entry(int type, long headerSize, Extended extended) throws IOException {
        byte[] name = extended.name != null ? extended.name : headerName();
        byte[] link = extended.link != null ? extended.link : cString(Arrays.copyOfRange(header, 157, 257));
        long size = extended.size >= 0 ? extended.size : headerSize;
        if (extended.sparseName != null) {
            name = extended.sparseName;
        }
        Kind kind = switch (type) {
            case '0', 0, '7', 'S' -> type == 0 && name.length > 0 && name[name.length - 1] == '/' ? Kind.DIRECTORY : Kind.FILE;
            case '1' -> Kind.HARD_LINK;
            case '2' -> Kind.SYMBOLIC_LINK;
            case '5' -> Kind.DIRECTORY;
            default -> Kind.OTHER;
        };
        boolean bare = kind == Kind.DIRECTORY || kind == Kind.HARD_LINK || kind == Kind.SYMBOLIC_LINK || type == '3'
                || type == '4'
                || type == '6';
        if (type == 'S') {
            skipSparseMap();
        }
        left = bare ? 0 : size;
        padding = (int) (-left & BLOCK - 1);
        boolean isLink = kind == Kind.HARD_LINK || kind == Kind.SYMBOLIC_LINK;
        return new TarEntry(name, kind, (int) (number(100, 8, "mode") & 07777), kind == Kind.FILE ? left : 0,
                isLink ? link : null,
                type == 'S' || extended.sparse, position);
    }

    /// Old GNU sparse files carry the rest of their map in blocks before the data.
    private void skipSparseMap() throws IOException {
        boolean more = header[482] != 0;
        for (int blocks = 0; more; blocks++) {
            if (blocks > LARGEST_HEADER / BLOCK || !block()) {
                throw new TarFormatException("the map of a sparse file does not end");
            }
            more = header[504] != 0;
        }
    }

    /// Reads bytes of the current entry; -1 at their end.
    public int read(byte[] array, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int count;
        if (at < end) {
            count = Math.min(wanted, end - at);
            System.arraycopy(buffer, at, array, offset, count);
            at += count;
        } else if (wanted >= BUFFER) {
            count = in.read(array, offset, wanted);
        } else {
            fill();
            return read(array, offset, length);
        }
        if (count < 0) {
            throw ended();
        }
        left -= count;
        position += count;
        return count;
    }

    private void fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        if (end == 0) {
            throw ended();
        }
    }

    private static EOFException ended() {
        return new EOFException("the archive ends within an entry");
    }

    private void skip(long count) throws IOException {
        long todo = count;
        int buffered = (int) Math.min(todo, end - at);
        at += buffered;
        todo -= buffered;
        if (todo > 0) {
            try {
                in.skipNBytes(todo);
            } catch (EOFException e) {
                throw ended();
            }
        }
        position += count;
    }

    /// Reads the next header; false at the end of the stream.
    private boolean block() throws IOException {
        int filled = 0;
        while (filled < BLOCK) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(buffer, 0, BUFFER));
                if (end == 0) {
                    if (filled == 0) {
                        return false;
                    }
                    throw ended();
                }
            }
            int count = Math.min(BLOCK - filled, end - at);
            System.arraycopy(buffer, at, header, filled, count);
            at += count;
            filled += count;
        }
        position += BLOCK;
        return true;
    }

    /// The bytes of an extended header.
    private byte[] data(long size) throws IOException {
        if (size > LARGEST_HEADER) {
            throw new TarFormatException("an extended header has " + size + " bytes");
        }
        byte[] data = new byte[(int) size];
        left = size;
        for (int filled = 0; filled < data.length;) {
            filled += read(data, filled, data.length - filled);
        }
        skip(-size & BLOCK - 1);
        return data;
    }

    private boolean isZero() {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void checkSum() throws TarFormatException {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : header[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long stated = number(148, 8, "checksum");
        if (stated != unsigned && stated != signed) {
            throw new TarFormatException("no tar header where one should be");
        }
    }

    /// Octal digits, or with the first bit set a binary number.
    private long number(int offset, int length, String field) throws TarFormatException {
        int first = header[offset] & 0xff;
        long value = 0;
        if ((first & 0x80) != 0) {
            if ((first & 0x40) != 0) {
                throw new TarFormatException("a header has a negative " + field);
            }
            value = first & 0x3f;
            for (int i = 1; i < length; i++) {
                if (value >>> 54 != 0) {
                    throw new TarFormatException("a header has an absurd " + field);
                }
                value = value << 8 | header[offset + i] & 0xff;
            }
            return value;
        }
        int i = offset;
        int stop = offset + length;
        while (i < stop && (header[i] == ' ' || header[i] == 0)) {
            i++;
        }
        for (; i < stop && header[i] != ' ' && header[i] != 0; i++) {
            int digit = header[i] - '0';
            if (digit < 0 || digit > 7) {
                throw new TarFormatException("a header has no number as its " + field);
            }
            value = value << 3 | digit;
        }
        return value;
    }

    private byte[] headerName() {
        byte[] name = cString(Arrays.copyOfRange(header, 0, 100));
        boolean posix = header[MAGIC] == 'u' && header[MAGIC + 1] == 's' && header[MAGIC + 2] == 't' && header[MAGIC + 3] == 'a'
                && header[MAGIC + 4] == 'r' && header[MAGIC + 5] == 0;
        if (!posix || header[PREFIX] == 0) {
            return name;
        }
        byte[] prefix = cString(Arrays.copyOfRange(header, PREFIX, 500));
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    private static byte[] cString(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return Arrays.copyOf(bytes, i);
            }
        }
        return bytes;
    }

    /// What extended headers say of the entry that follows them.
    private static final class Extended {
        private byte @Nullable [] name;
        private byte @Nullable [] link;
        private byte @Nullable [] sparseName;
        private boolean sparse;
        private long size = -1;

        /// Records of pax: `length key=value` and a line feed, the length counting all of it.
        void records(byte[] data) throws TarFormatException {
            for (int start = 0; start < data.length;) {
                int length = 0;
                int i = start;
                for (; i < data.length && data[i] >= '0' && data[i] <= '9' && length <= LARGEST_HEADER; i++) {
                    length = length * 10 + data[i] - '0';
                }
                int stop = start + length;
                if (i == start || i >= data.length || data[i] != ' ' || stop > data.length || stop <= i + 1
                        || data[stop - 1] != '\n') {
                    throw new TarFormatException("an extended header is malformed");
                }
                int equals = i + 1;
                while (equals < stop && data[equals] != '=') {
                    equals++;
                }
                if (equals == stop) {
                    throw new TarFormatException("an extended header is malformed");
                }
                record(new String(data, i + 1, equals - i - 1, java.nio.charset.StandardCharsets.ISO_8859_1),
                        Arrays.copyOfRange(data, equals + 1, stop - 1));
                start = stop;
            }
        }

        /// An empty value takes back what was said.
        private void record(String key, byte[] value) throws TarFormatException {
            switch (key) {
                case "path" -> name = value.length == 0 ? null : withoutNul(value);
                case "linkpath" -> link = value.length == 0 ? null : withoutNul(value);
                case "size" -> size = value.length == 0 ? -1 : decimal(value);
                case "GNU.sparse.name" -> {
                    sparseName = value.length == 0 ? null : withoutNul(value);
                    sparse = true;
                }
                case "GNU.sparse.major", "GNU.sparse.map", "GNU.sparse.size", "GNU.sparse.realsize" -> sparse = true;
                default -> {
                }
            }
        }

        private static byte[] withoutNul(byte[] value) throws TarFormatException {
            for (byte b : value) {
                if (b == 0) {
                    throw new TarFormatException("a name in an extended header holds NUL");
                }
            }
            return value;
        }

        private static long decimal(byte[] digits) throws TarFormatException {
            long value = 0;
            for (byte digit : digits) {
                if (digit < '0' || digit > '9' || value > 1L << 56) {
                    throw new TarFormatException("an extended header has no number as its size");
                }
                value = value * 10 + digit - '0';
            }
            return value;
        }
    }
}
