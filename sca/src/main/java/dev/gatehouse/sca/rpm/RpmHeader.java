package dev.gatehouse.sca.rpm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A package's header: an index of tags and a store of values, both without the lead that a header has in a package file (rpm:
/// docs/manual/format.md, "Header").
final class RpmHeader {
    /// The tags that are read (rpm: include/rpm/rpmtag.h).
    enum Tag {
        NAME(1000),
        VERSION(1001),
        RELEASE(1002),
        EPOCH(1003),
        VENDOR(1011),
        LICENSE(1014),
        ARCH(1022),
        SOURCE_RPM(1044),
        PROVIDES(
                1047),
        REQUIRES(1049),
        FOLDER_OF_FILE(1116),
        FILES(1117),
        FOLDERS(1118),
        MODULARITY(5096);

        private final int number;

        Tag(int number) {
            this.number = number;
        }
    }

    private static final int ENTRY = 16;
    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int STRING_ARRAY = 8;
    private static final int I18N_STRING = 9;
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_VALUES = 4_000_000;
    private static final int MOST_BYTES = 256 << 20;

    private record Entry(int type, long offset, int count) {}

    private final Bytes store;
    private final Map<Integer, Entry> entries = new HashMap<>();

    RpmHeader(Bytes blob) throws DamagedException {
        Bytes bytes = blob.bigEndian();
        long count = bytes.word(0);
        long length = bytes.word(4);
        if (count > MOST_ENTRIES || length > MOST_BYTES) {
            throw new DamagedException("a header of " + count + " tags and " + length + " bytes");
        }
        store = bytes.slice(8 + count * ENTRY, length);
        for (long at = 8; at < 8 + count * ENTRY; at += ENTRY) {
            long values = bytes.word(at + 12);
            if (values <= MOST_VALUES) {
                entries.put((int) bytes.word(at), new Entry((int) bytes.word(at + 4), bytes.word(at + 8), (int) values));
            }
        }
    }

    /// The first text of a tag; empty without one.
    String text(Tag tag) throws DamagedException {
        List<String> texts = texts(tag);
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    /// The texts of a tag.
    List<String> texts(Tag tag) throws DamagedException {
        Entry entry = entries.get(tag.number);
        if (entry == null || entry.type != STRING && entry.type != STRING_ARRAY && entry.type != I18N_STRING) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        long at = entry.offset;
        for (int i = 0; i < (entry.type == STRING ? 1 : entry.count); i++) {
            long end = at;
            while (store.octet(end) != 0) {
                end++;
            }
            byte[] bytes = new byte[(int) (end - at)];
            store.slice(at, end - at).copyTo(bytes, 0);
            texts.add(new String(bytes, StandardCharsets.UTF_8));
            at = end + 1;
        }
        return texts;
    }

    /// The numbers of a tag.
    long[] numbers(Tag tag) throws DamagedException {
        Entry entry = entries.get(tag.number);
        if (entry == null || entry.type != INT32) {
            return new long[0];
        }
        store.slice(entry.offset, (long) entry.count * Integer.BYTES);
        long[] numbers = new long[entry.count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = store.word(entry.offset + (long) i * Integer.BYTES);
        }
        return numbers;
    }
}
