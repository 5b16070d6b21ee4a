package dev.gatehouse.source.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;

/// Reads a zip from memory (PKWARE APPNOTE.TXT 6.3.10): by its central directory, and where that is missing or broken by the
/// headers before the entries.
///
/// Written here because libraries build a table of all entries first, which a hostile archive of a few megabytes turns into
/// gigabytes; this one keeps nothing but the offsets.
final class ZipReader {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final long IN_EXTRA = 0xffffffffL;

    private final byte[] array;
    private final int start;
    private final int end;
    private final ArchiveReader reader;
    /// Offsets of the local headers that were visited.
    private final Set<Integer> visited = new HashSet<>();

    /// An entry.
    ///
    /// @param compressed
    ///            size of its data; -1 if only the data tell
    /// @param crc
    ///            -1 if unknown
    private record Entry(byte[] name, int flags, int method, long compressed, long size, long crc) {
        boolean encrypted() {
            return (flags & 1) != 0;
        }
    }

    ZipReader(byte[] array, int offset, int length, ArchiveReader reader) {
        this.array = array;
        this.start = offset;
        this.end = offset + length;
        this.reader = reader;
    }

    void read() throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            if (!byCentralDirectory(inflater)) {
                byLocalHeaders(inflater);
            }
        } finally {
            inflater.end();
        }
    }

    /// Whether the central directory was whole.
    private boolean byCentralDirectory(Inflater inflater) throws IOException {
        int last = endRecord();
        if (last < 0) {
            reader.complaints().damaged("it has no central directory");
            return false;
        }
        long count = u16(last + 10);
        long size = u32(last + 12);
        long offset = u32(last + 16);
        int directoryEnd = last;
        if ((count == 0xffff || size == IN_EXTRA || offset == IN_EXTRA) && last - 20 >= start
                && int32(last - 20) == END_64_LOCATOR) {
            int record = findEnd64(last - 20);
            if (record >= 0) {
                count = int64(record + 32);
                size = int64(record + 40);
                offset = int64(record + 48);
                directoryEnd = record;
            }
        }
        // Whatever stands before the archive shifts all offsets.
        long at = directoryEnd - size;
        long shift = at - start - offset;
        if (size < 0 || at < start || shift < 0) {
            at = start + offset;
            shift = 0;
        }
        for (long n = 0; n < count; n++) {
            if (at < start || at + 46 > end || int32((int) at) != CENTRAL) {
                reader.complaints().damaged("the central directory ends after " + n + " of " + count + " entries");
                return false;
            }
            int header = (int) at;
            int nameLength = u16(header + 28);
            int extraLength = u16(header + 30);
            at += 46L + nameLength + extraLength + u16(header + 32);
            if (at > end) {
                reader.complaints().damaged("the central directory ends early");
                return false;
            }
            central(header, nameLength, extraLength, shift, inflater);
        }
        return true;
    }

    private void central(int header, int nameLength, int extraLength, long shift, Inflater inflater) throws IOException {
        long compressed = u32(header + 20);
        long size = u32(header + 24);
        long local = u32(header + 42);
        int extra = header + 46 + nameLength;
        int field = extraField(extra, extra + extraLength, 1);
        if (field >= 0) {
            int fieldEnd = field + 4 + u16(field + 2);
            int at = field + 4;
            if (size == IN_EXTRA && at + 8 <= fieldEnd) {
                size = int64(at);
                at += 8;
            }
            if (compressed == IN_EXTRA && at + 8 <= fieldEnd) {
                compressed = int64(at);
                at += 8;
            }
            if (local == IN_EXTRA && at + 8 <= fieldEnd) {
                local = int64(at);
            }
        }
        byte[] name = Arrays.copyOfRange(array, header + 46, header + 46 + nameLength);
        var entry = new Entry(name, u16(header + 8), u16(header + 10), compressed, size, u32(header + 16));
        long at = start + shift + local;
        if (at < start || at + 30 > end || int32((int) at) != LOCAL) {
            reader.expansion().entry();
            reader.complaints().damaged("an entry lies outside the archive");
            return;
        }
        long data = at + 30 + u16((int) at + 26) + u16((int) at + 28);
        if (data > end || compressed < 0) {
            reader.expansion().entry();
            reader.complaints().damaged("an entry lies outside the archive");
            return;
        }
        visited.add((int) at);
        if (data + compressed > end) {
            reader.complaints().damaged("the data of an entry end early");
        }
        entry(entry, (int) data, (int) Math.min(compressed, end - data), inflater);
    }

    /// Goes from header to header, where one is missing to the next that can be found.
    private void byLocalHeaders(Inflater inflater) throws IOException {
        int at = next(start, LOCAL, end);
        while (at + 30 <= end) {
            int nameLength = u16(at + 26);
            int data = at + 30 + nameLength + u16(at + 28);
            if (data > end) {
                return;
            }
            int flags = u16(at + 6);
            int method = u16(at + 8);
            boolean unknown = (flags & 8) != 0 && u32(at + 18) == 0;
            long compressed = unknown ? -1 : u32(at + 18);
            var entry = new Entry(Arrays.copyOfRange(array, at + 30, at + 30 + nameLength), flags, method, compressed,
                    unknown ? -1 : u32(at + 22), unknown ? -1 : u32(at + 14));
            int limit;
            if (compressed >= 0) {
                limit = (int) Math.min(compressed, end - data);
            } else if (method == 8) {
                limit = end - data;
            } else {
                limit = nextAny(data) - data;
            }
            int used = visited.add(at) ? entry(entry, data, limit, inflater) : limit;
            at = next(data + Math.max(used, 0), LOCAL, end);
        }
    }

    /// Visits an entry and returns how many bytes its data took.
    private int entry(Entry entry, int data, int length, Inflater inflater) throws IOException {
        reader.expansion().entry();
        if (entry.encrypted()) {
            reader.complaints().encrypted();
            return length;
        }
        try {
            switch (entry.method) {
                case 0 -> {
                    reader.expansion().bytes(length);
                    checked(entry, array, data, length);
                    reader.visit(entry.name, array, data, length);
                }
                case 8 -> {
                    return inflate(entry, data, length, inflater);
                }
                default -> {
                    // Overlapping entries may read the same data again and again.
                    reader.expansion().bytes(length);
                    InputStream in = decoder(entry, data, length);
                    if (in == null) {
                        reader.complaints().unsupported("zip method " + entry.method);
                    } else {
                        reader.stream(entry.name, in);
                    }
                }
            }
        } catch (LimitExceededException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            reader.complaints().damaged(e);
        }
        return length;
    }

    private int inflate(Entry entry, int data, int length, Inflater inflater) throws IOException {
        EntryBuffer buffer = reader.buffer();
        try {
            int used = buffer.inflate(inflater, array, data, length, reader.expansion());
            if (!buffer.over()) {
                checked(entry, buffer.array(), 0, buffer.length());
            }
            reader.visitBuffer(entry.name);
            return used;
        } catch (LimitExceededException e) {
            throw e;
        } catch (IOException e) {
            if (buffer.length() > 0) {
                reader.visit(entry.name, buffer.array(), 0, buffer.length());
            }
            reader.complaints().damaged(e);
            return 0;
        }
    }

    private void checked(Entry entry, byte[] bytes, int offset, int length) {
        if (entry.crc >= 0) {
            CRC32 crc = new CRC32();
            crc.update(bytes, offset, length);
            if (crc.getValue() != entry.crc) {
                reader.complaints().damaged("the checksum of an entry is wrong");
            }
        }
    }

    /// The rarer methods; null if there is no decoder for it.
    private @Nullable InputStream decoder(Entry entry, int data, int length) throws IOException {
        return switch (entry.method) {
            case 9 -> reader.counted(new Deflate64CompressorInputStream(new ByteArrayInputStream(array, data, length)));
            case 12 -> reader.decoder(ArchiveForm.BZIP2, array, data, length);
            case 14 -> lzma(entry, data, length);
            case 20, 93 -> reader.decoder(ArchiveForm.ZSTD, array, data, length);
            case 95 -> reader.decoder(ArchiveForm.XZ, array, data, length);
            default -> null;
        };
    }

    private InputStream lzma(Entry entry, int data, int length) throws IOException {
        if (length < 9 || u16(data + 2) != 5) {
            throw new IOException("invalid LZMA header");
        }
        long dictionary = u32(data + 5);
        if (dictionary > ArchiveReader.DECODER_KIB * 1024L) {
            throw new LimitExceededException("the memory for decoding");
        }
        var in = new ByteArrayInputStream(array, data + 9, length - 9);
        long size = (entry.flags & 2) != 0 ? -1 : entry.size;
        return reader.counted(new LZMAInputStream(in, size, array[data + 4], (int) dictionary));
    }

    /// The end-of-central-directory record; -1 if there is none.
    private int endRecord() {
        int lowest = Math.max(start, end - 22 - 0xffff);
        for (int at = end - 22; at >= lowest; at--) {
            if (array[at] == 'P' && int32(at) == END) {
                return at;
            }
        }
        return -1;
    }

    private int findEnd64(int locator) {
        long stated = start + int64(locator + 8);
        if (stated >= start && stated + 56 <= locator && int32((int) stated) == END_64) {
            return (int) stated;
        }
        int before = locator - 56;
        return before >= start && int32(before) == END_64 ? before : -1;
    }

    private int extraField(int from, int to, int id) {
        int at = from;
        while (at + 4 <= to) {
            if (u16(at) == id && at + 4 + u16(at + 2) <= to) {
                return at;
            }
            at += 4 + u16(at + 2);
        }
        return -1;
    }

    /// Where the signature next stands; `otherwise` if nowhere.
    private int next(int from, int signature, int otherwise) {
        for (int at = from; at + 4 <= end; at++) {
            if (array[at] == 'P' && int32(at) == signature) {
                return at;
            }
        }
        return otherwise;
    }

    /// Where any signature next stands that can follow data of unknown size. One pass for all of them: a file of nothing but
    /// headers must not cost a pass each.
    private int nextAny(int from) {
        for (int at = from; at + 4 <= end; at++) {
            if (array[at] == 'P' && array[at + 1] == 'K') {
                int signature = int32(at);
                if (signature == DESCRIPTOR || signature == LOCAL || signature == CENTRAL) {
                    return at;
                }
            }
        }
        return end;
    }

    private int u16(int at) {
        return array[at] & 0xff | (array[at + 1] & 0xff) << 8;
    }

    private int int32(int at) {
        return u16(at) | u16(at + 2) << 16;
    }

    private long u32(int at) {
        return int32(at) & 0xffffffffL;
    }

    private long int64(int at) {
        return u32(at) | u32(at + 4) << 32;
    }
}
