package dev.gatehouse.sca.rpm;

import java.nio.ByteOrder;
import java.util.BitSet;

/// A hash database of Berkeley DB, `Packages`, as RPM wrote it until 4.15 (CentOS 7, Amazon Linux 2): every page of entries is looked at
/// in turn, values that do not fit lie in chains of overflow pages (Berkeley DB: src/dbinc/db_page.h).
final class BerkeleyHash implements HeaderSource {
    private static final int MAGIC = 0x061561;
    private static final int AT_MAGIC = 12;
    private static final int AT_PAGE_SIZE = 20;
    private static final int AT_LAST_PAGE = 32;
    private static final int META_TYPE = 8;
    private static final int HASH_UNSORTED = 2;
    private static final int HASH = 13;
    private static final int OVERFLOW = 7;
    private static final int INLINE_VALUE = 1;
    private static final int OFF_PAGE_VALUE = 3;
    private static final int PAGE_HEADER = 26;
    /// A header is longer than this; RPM's record 0 holds the next number and is not.
    private static final int LEAST_HEADER = 16;

    private final Bytes file;
    private final int page;

    BerkeleyHash(byte[] bytes) throws DamagedException {
        file = new Bytes(bytes, order(bytes, 0));
        page = (int) file.word(AT_PAGE_SIZE);
        if (page < 512 || page > 1 << 16 || Integer.bitCount(page) != 1 || file.octet(25) != META_TYPE) {
            throw new DamagedException("no hash database of Berkeley DB with pages of " + page + " bytes");
        }
    }

    static boolean is(byte[] bytes, int offset, int length) {
        return length >= 512 && (magic(bytes, offset, ByteOrder.LITTLE_ENDIAN) == MAGIC
                || magic(bytes, offset, ByteOrder.BIG_ENDIAN) == MAGIC);
    }

    private static int magic(byte[] bytes, int offset, ByteOrder order) {
        return java.nio.ByteBuffer.wrap(bytes).order(order).getInt(offset + AT_MAGIC);
    }

    private static ByteOrder order(byte[] bytes, int offset) {
        return magic(bytes, offset, ByteOrder.BIG_ENDIAN) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public void each(Sink sink) throws DamagedException {
        BitSet seen = new BitSet();
        for (int number = 1; number < file.size() / page; number++) {
            Bytes content = file.slice((long) number * page, page);
            int type = content.octet(25);
            if (type == HASH || type == HASH_UNSORTED) {
                entries(content, seen, sink);
            }
        }
        if (file.word(AT_LAST_PAGE) >= file.size() / page) {
            throw new DamagedException("it ends before page " + file.word(AT_LAST_PAGE));
        }
    }

    /// Keys and values take turns; an item ends where the one before it begins.
    private void entries(Bytes content, BitSet seen, Sink sink) throws DamagedException {
        int count = content.half(20);
        for (int i = 1; i < count; i += 2) {
            int at = content.half(PAGE_HEADER + 2L * i);
            int end = content.half(PAGE_HEADER + 2L * (i - 1));
            int type = content.octet(at);
            if (type == OFF_PAGE_VALUE) {
                sink.header(chain(content.word(at + 4L), content.word(at + 8L), seen));
            } else if (type == INLINE_VALUE && end - at - 1 >= LEAST_HEADER) {
                sink.header(content.slice(at + 1L, end - at - 1L));
            }
        }
    }

    private Bytes chain(long first, long length, BitSet seen) throws DamagedException {
        if (length > file.size()) {
            throw new DamagedException("a value of " + length + " bytes");
        }
        byte[] value = new byte[(int) length];
        int done = 0;
        long number = first;
        while (done < value.length) {
            if (number < 1 || number >= file.size() / page || seen.get((int) number)) {
                throw new DamagedException("a value goes on at page " + number + ", which is not there or was read already");
            }
            seen.set((int) number);
            Bytes content = file.slice(number * page, page);
            if (content.octet(25) != OVERFLOW) {
                throw new DamagedException("page " + number + " is no overflow page");
            }
            Bytes part = content.slice(PAGE_HEADER, Math.min(content.half(22), value.length - done));
            if (part.size() == 0) {
                throw new DamagedException("overflow page " + number + " is empty");
            }
            part.copyTo(value, done);
            done += part.size();
            number = content.word(16);
        }
        return new Bytes(value, ByteOrder.BIG_ENDIAN);
    }
}
