package dev.gatehouse.sca.rpm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/// The table `Packages` of an SQLite database (sqlite.org/fileformat2.html), whose second column is a package's header: what RPM writes
/// since 4.16 (`rpmdb.sqlite`). Reads table B-trees and overflow chains; each page is visited once at most, whatever points to it.
final class SqliteTable implements HeaderSource {
    private static final String MAGIC = "SQLite format 3\0";
    private static final int FILE_HEADER = 100;
    private static final int INTERIOR = 5;
    private static final int LEAF = 13;
    private static final int SMALLEST_PAGE = 512;
    private static final int MOST_COLUMNS = 64;

    private final Bytes file;
    private final int page;
    private final int usable;

    SqliteTable(Bytes bytes) throws DamagedException {
        file = bytes.bigEndian();
        int size = file.half(16);
        page = size == 1 ? 1 << 16 : size;
        usable = page - file.octet(20);
        if (Integer.bitCount(page) != 1 || page < SMALLEST_PAGE || usable < SMALLEST_PAGE - 32) {
            throw new DamagedException("an SQLite page of " + page + " bytes");
        }
    }

    static boolean is(byte[] bytes, int offset, int length) {
        return length > FILE_HEADER && new String(bytes, offset, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    /// What is done with a row's payload.
    private interface Row {
        void row(Bytes payload) throws DamagedException;
    }

    @Override
    public void each(Sink sink) throws DamagedException {
        long[] root = {0};
        walk(1, payload -> {
            if (text(payload, 0).equals("table") && text(payload, 1).equals("Packages")) {
                root[0] = number(payload, 3);
            }
        });
        if (root[0] == 0) {
            throw new DamagedException("the SQLite database has no table Packages");
        }
        walk(root[0], payload -> {
            Bytes header = column(payload, 1);
            if (header.size() > 0) {
                sink.header(header);
            }
        });
    }

    private void walk(long root, Row sink) throws DamagedException {
        BitSet seen = new BitSet();
        Deque<Long> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            long number = open.pop();
            Bytes content = page(number, seen);
            int start = number == 1 ? FILE_HEADER : 0;
            int type = content.octet(start);
            int cells = content.half(start + 3L);
            if (type != INTERIOR && type != LEAF) {
                throw new DamagedException("SQLite page " + number + " is none of a table");
            }
            int table = start + (type == LEAF ? 8 : 12);
            if (type == INTERIOR) {
                open.push(content.word(start + 8L));
                // The first child is to come first.
                for (int i = cells - 1; i >= 0; i--) {
                    open.push(content.word(content.half(table + 2L * i)));
                }
            } else {
                for (int i = 0; i < cells; i++) {
                    sink.row(payload(content, content.half(table + 2L * i), seen));
                }
            }
        }
    }

    private Bytes page(long number, BitSet seen) throws DamagedException {
        if (number < 1 || number > file.size() / page || seen.get((int) number)) {
            throw new DamagedException("it points to SQLite page " + number + ", which is not there or was read already");
        }
        seen.set((int) number);
        return file.slice((number - 1) * page, page);
    }

    /// A leaf's cell: length of the payload, row number, payload, of which what does not fit lies in a chain of pages.
    private Bytes payload(Bytes leaf, int at, BitSet seen) throws DamagedException {
        long[] read = new long[2];
        int next = varint(leaf, at, read);
        long length = read[0];
        next = varint(leaf, next, read);
        if (length < 0 || length > file.size()) {
            throw new DamagedException("an SQLite row of " + length + " bytes");
        }
        int largest = usable - 35;
        if (length <= largest) {
            return leaf.slice(next, length);
        }
        int least = (usable - 12) * 32 / 255 - 23;
        long fitting = least + (length - least) % (usable - 4);
        int local = (int) (fitting <= largest ? fitting : least);
        byte[] payload = new byte[(int) length];
        leaf.slice(next, local).copyTo(payload, 0);
        int done = local;
        long overflow = leaf.word(next + (long) local);
        while (done < payload.length) {
            Bytes content = page(overflow, seen);
            int part = Math.min(usable - 4, payload.length - done);
            content.slice(4, part).copyTo(payload, done);
            done += part;
            overflow = content.word(0);
        }
        return new Bytes(payload, java.nio.ByteOrder.BIG_ENDIAN);
    }

    /// A column of a record: its header is its own length and a type for each column, the values follow.
    private static Bytes column(Bytes payload, int column) throws DamagedException {
        long[] read = new long[1];
        int at = varint(payload, 0, read);
        long values = read[0];
        for (int i = 0; i <= column && i < MOST_COLUMNS; i++) {
            if (at >= values) {
                break;
            }
            at = varint(payload, at, read);
            long length = length(read[0]);
            if (i == column) {
                return payload.slice(values, length);
            }
            values += length;
        }
        return payload.slice(0, 0);
    }

    private static long length(long type) {
        return type >= 12 ? (type - 12) / 2 : switch ((int) type) {
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
        };
    }

    private static String text(Bytes payload, int column) throws DamagedException {
        Bytes value = column(payload, column);
        byte[] bytes = new byte[value.size()];
        value.copyTo(bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A whole number; 1 is kept as a type without a value, but no table but the schema begins on page 1.
    private static long number(Bytes payload, int column) throws DamagedException {
        Bytes value = column(payload, column);
        long number = 0;
        for (int i = 0; i < value.size() && i < Long.BYTES; i++) {
            number = number << 8 | value.octet(i);
        }
        return number;
    }

    /// Seven bits a byte, the highest first, nine bytes at most.
    private static int varint(Bytes bytes, int at, long[] read) throws DamagedException {
        long value = 0;
        int next = at;
        for (int i = 0; i < 8; i++) {
            int octet = bytes.octet(next++);
            value = value << 7 | octet & 0x7f;
            if (octet < 0x80) {
                read[0] = value;
                return next;
            }
        }
        read[0] = value << 8 | bytes.octet(next++);
        return next;
    }
}
