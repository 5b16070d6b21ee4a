package dev.gatehouse.sca.rpm;

/// RPM's own database form, `Packages.db` (rpm: lib/backend/ndb): a header, pages of slots, and blobs in blocks of 16 bytes.
/// SUSE uses it.
final class NdbFile implements HeaderSource {
    private static final long MAGIC = 0x506d7052L; // RpmP
    private static final long SLOT_MAGIC = 0x746f6c53L; // Slot
    private static final long BLOB_MAGIC = 0x53626c42L; // BlbS
    private static final int PAGE = 4096;
    private static final int SLOT = 16;
    private static final int FILE_HEADER = 32;
    private static final int BLOCK = 16;
    private static final int BLOB_HEADER = 16;

    private final Bytes file;

    NdbFile(Bytes file) {
        this.file = file;
    }

    static boolean is(byte[] bytes, int offset, int length) {
        return length >= PAGE && bytes[offset] == 'R' && bytes[offset + 1] == 'p' && bytes[offset + 2] == 'm'
                && bytes[offset + 3] == 'P';
    }

    @Override
    public void each(Sink sink) throws DamagedException {
        if (file.word(0) != MAGIC) {
            throw new DamagedException("no NDB database");
        }
        long slots = file.word(12) * PAGE;
        if (slots > file.size()) {
            throw new DamagedException("its slots end behind the file");
        }
        for (long at = FILE_HEADER; at < slots; at += SLOT) {
            if (file.word(at) != SLOT_MAGIC) {
                throw new DamagedException("slot " + at / SLOT + " is none");
            }
            long block = file.word(at + 8);
            if (block != 0) {
                sink.header(blob(file.word(at + 4), block * BLOCK, file.word(at + 12) * BLOCK));
            }
        }
    }

    private Bytes blob(long index, long at, long room) throws DamagedException {
        long length = file.word(at + 12);
        if (room > file.size() - at || file.word(at) != BLOB_MAGIC || file.word(at + 4) != index || length > room - BLOB_HEADER) {
            throw new DamagedException("package " + index + " is not where its slot says");
        }
        return file.slice(at + BLOB_HEADER, length);
    }
}
