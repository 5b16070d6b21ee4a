package dev.gatehouse.source.git;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// One table of refs, versions 1 and 2 (gitformat-reftable). Read from one end to the other; indexes and the table of objects
/// are for who looks for one name, and passed over. Immutable.
///
/// A hostile table can name in few bytes what takes many, by long prefixes kept and by compression: a [Budget] bounds both.
final class Reftable {
    private static final int SIGNATURE = 0x52454654;
    private static final int SHA1 = 0x73686131;
    private static final int SHA256 = 0x73323536;
    /// The positions of the sections and the checksum, after a copy of the header.
    private static final int FOOTER_AFTER_HEADER = 5 * Long.BYTES + Integer.BYTES;
    private static final int LONGEST_NAME = 1 << 14;
    private static final int GREATEST_RATIO = 1032;

    private static final int DELETED = 0;
    private static final int ID = 1;
    private static final int ID_AND_PEELED = 2;
    private static final int SYMBOLIC = 3;

    private final String name;
    private final byte[] bytes;
    private final ObjectFormat format;
    private final int headerLength;
    private final int blockSize;
    private final int end;
    private final int logs;

    /// What may be unpacked of a whole stack of tables; belongs to one thread. Repositories with a million refs need a tenth.
    static final class Budget {
        private long names = 256L << 20;
        private long logs = 1L << 30;

        private static GitFormatException exceeded() {
            return new GitFormatException("the tables of refs are too large to be read");
        }

        private void name(int length) throws GitFormatException {
            names -= length;
            if (names < 0) {
                throw exceeded();
            }
        }

        private void log(int length) throws GitFormatException {
            logs -= length;
            if (logs < 0) {
                throw exceeded();
            }
        }
    }

    /// Told of each ref.
    @FunctionalInterface
    interface RefVisitor {
        /// @param value
        ///            as in [RefStore#refs]; null if the ref is deleted
        void ref(String name, @Nullable String value);
    }

    /// Told of each entry of a log.
    @FunctionalInterface
    interface LogVisitor {
        /// @param update
        ///            the number of the update, greater for younger ones
        /// @param id
        ///            what the ref was set to; null if the entry was removed
        void entry(long update, @Nullable ObjectId id);
    }

    /// Reads header and footer.
    ///
    /// @param name
    ///            of the file, for messages
    Reftable(String name, byte[] bytes, ObjectFormat format) throws GitFormatException {
        this.name = name;
        this.bytes = bytes;
        this.format = format;
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            require(in.getInt() == SIGNATURE);
            int versionAndSize = in.getInt();
            int version = versionAndSize >>> 24;
            if (version != 1 && version != 2) {
                throw new GitFormatException("the table of refs " + name + " has version " + version + "; 1 and 2 are read");
            }
            blockSize = versionAndSize & 0xffffff;
            headerLength = version == 1 ? 24 : 28;
            int digest = version == 1 ? SHA1 : in.getInt(24);
            require(digest == (format == ObjectFormat.SHA1 ? SHA1 : SHA256));
            end = bytes.length - headerLength - FOOTER_AFTER_HEADER;
            require(end >= headerLength);
            require(Arrays.equals(bytes, 0, headerLength, bytes, end, end + headerLength));
            CRC32 checksum = new CRC32();
            checksum.update(bytes, end, headerLength + FOOTER_AFTER_HEADER - Integer.BYTES);
            require(in.getInt(bytes.length - Integer.BYTES) == (int) checksum.getValue());
            long at = in.getLong(end + headerLength + 3 * Long.BYTES);
            require(at >= 0 && at <= end);
            logs = at == 0 && end > headerLength && bytes[headerLength] == 'g' ? headerLength : (int) at;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged();
        }
    }

    private GitFormatException damaged() {
        return new GitFormatException("the table of refs " + name + " is damaged; `git fsck` says more");
    }

    private void require(boolean sound) throws GitFormatException {
        if (!sound) {
            throw damaged();
        }
    }

    /// Hands over every ref of this table, in the order of their names.
    void refs(Budget budget, RefVisitor visitor) throws GitFormatException {
        Names names = new Names(budget);
        int at = 0;
        try {
            while (at < end) {
                int start = at == 0 ? headerLength : at;
                if (start == end) {
                    return;
                }
                int type = bytes[start];
                if (type != 'r') {
                    require(type == 'i' || type == 'o' || type == 'g');
                    return;
                }
                int length = ByteBuffer.wrap(bytes).getInt(start) & 0xffffff;
                require(length > start - at + Integer.BYTES && length <= end - at);
                refBlock(records(bytes, start + Integer.BYTES, at + length), names, visitor);
                at = after(at, length);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged();
        }
    }

    /// Blocks of an aligned file are filled up with zeros; where something else follows, the file is not aligned there.
    private int after(int at, int length) throws GitFormatException {
        int next = at + length;
        if (next < end && bytes[next] == 0) {
            require(length < blockSize);
            next = Math.min(end, at + blockSize);
        }
        return next;
    }

    /// The records of a block, without the offsets of the names in full at its end.
    private ByteBuffer records(byte[] block, int from, int to) throws GitFormatException {
        ByteBuffer whole = ByteBuffer.wrap(block);
        int restarts = whole.getShort(to - Short.BYTES) & 0xffff;
        int recordsEnd = to - Short.BYTES - 3 * restarts;
        require(restarts > 0 && recordsEnd >= from);
        return whole.slice(from, recordsEnd - from);
    }

    private void refBlock(ByteBuffer in, Names names, RefVisitor visitor) throws GitFormatException {
        names.beginBlock(in);
        while (in.hasRemaining()) {
            int type = names.next(in);
            number(in);
            String value = switch (type) {
                case DELETED -> null;
                case ID -> id(in).hex();
                case ID_AND_PEELED -> {
                    ObjectId id = id(in);
                    id(in);
                    yield id.hex();
                }
                case SYMBOLIC -> RefStore.SYMBOLIC + " " + text(in);
                default -> throw damaged();
            };
            visitor.ref(new String(names.current, 0, names.length, StandardCharsets.UTF_8), value);
        }
    }

    /// Hands over the log of one ref.
    void log(String ref, Budget budget, LogVisitor visitor) throws GitFormatException {
        if (logs == 0) {
            return;
        }
        byte[] wanted = (ref + "\0").getBytes(StandardCharsets.UTF_8);
        Names names = new Names(budget);
        Inflater inflater = new Inflater();
        try {
            int at = logs;
            while (at < end && bytes[at] == 'g') {
                // Of the first block the length counts the header of the file, too.
                int before = at == headerLength ? headerLength : 0;
                int length = (ByteBuffer.wrap(bytes).getInt(at) & 0xffffff) - before - Integer.BYTES;
                at += Integer.BYTES;
                require(length > 0 && length / GREATEST_RATIO <= end - at);
                budget.log(length);
                byte[] block = new byte[length];
                inflater.reset();
                inflater.setInput(bytes, at, end - at);
                require(inflate(inflater, block));
                logBlock(records(block, 0, length), names, wanted, visitor);
                at += (int) inflater.getBytesRead();
            }
            require(at == end || bytes[at] == 'i');
        } catch (BufferUnderflowException | IndexOutOfBoundsException | DataFormatException e) {
            throw damaged();
        } finally {
            inflater.end();
        }
    }

    /// Whether the block is exactly what the compressed bytes hold.
    private static boolean inflate(Inflater inflater, byte[] block) throws DataFormatException {
        int done = 0;
        while (done < block.length) {
            int got = inflater.inflate(block, done, block.length - done);
            if (got == 0) {
                return false;
            }
            done += got;
        }
        return inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished();
    }

    private void logBlock(ByteBuffer in, Names names, byte[] wanted, LogVisitor visitor) throws GitFormatException {
        names.beginBlock(in);
        while (in.hasRemaining()) {
            int type = names.next(in);
            require(type == DELETED || type == ID);
            ObjectId id = null;
            if (type == ID) {
                id(in);
                id = id(in);
                skip(in, number(in));
                skip(in, number(in));
                number(in);
                skip(in, Short.BYTES);
                skip(in, number(in));
            }
            int prefix = names.length - Long.BYTES;
            require(prefix > 0);
            if (Arrays.equals(names.current, 0, prefix, wanted, 0, wanted.length)) {
                visitor.entry(~ByteBuffer.wrap(names.current).getLong(prefix), id);
            }
        }
    }

    private ObjectId id(ByteBuffer in) {
        byte[] id = new byte[format.length()];
        in.get(id);
        return ObjectId.of(id, 0, format);
    }

    private String text(ByteBuffer in) throws GitFormatException {
        long length = number(in);
        require(length <= LONGEST_NAME);
        byte[] text = new byte[(int) length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private void skip(ByteBuffer in, long length) throws GitFormatException {
        require(length <= in.remaining());
        in.position(in.position() + (int) length);
    }

    /// As offsets of deltas in a pack: seven bits a byte, the first the highest.
    private long number(ByteBuffer in) throws GitFormatException {
        int b = in.get();
        long number = b & 0x7f;
        while ((b & 0x80) != 0) {
            require(number < Long.MAX_VALUE >>> 8);
            b = in.get();
            number = number + 1 << 7 | b & 0x7f;
        }
        return number;
    }

    /// The name of the record at hand: how much of the one before stays, then what follows.
    private final class Names {
        private final byte[] current = new byte[LONGEST_NAME];
        private int length;
        private boolean first = true;
        private byte[] before = {};
        private final Budget budget;

        Names(Budget budget) {
            this.budget = budget;
        }

        /// The first name of a block stands in full.
        void beginBlock(ByteBuffer in) throws GitFormatException {
            require(in.hasRemaining());
            before = Arrays.copyOf(current, length);
            first = true;
        }

        /// Reads the next name; returns the type of its value.
        int next(ByteBuffer in) throws GitFormatException {
            long kept = number(in);
            long suffixAndType = number(in);
            long suffix = suffixAndType >>> 3;
            require(kept <= (first ? 0 : length) && kept + suffix > 0 && kept + suffix <= LONGEST_NAME);
            budget.name((int) (kept + suffix));
            // Ascending order: what follows the kept part must be greater than what was there.
            int was = length;
            byte[] old = first ? before : Arrays.copyOfRange(current, (int) kept, was);
            in.get(current, (int) kept, (int) suffix);
            length = (int) (kept + suffix);
            require(Arrays.compareUnsigned(current, (int) kept, length, old, 0, old.length) > 0);
            first = false;
            return (int) (suffixAndType & 7);
        }
    }
}
