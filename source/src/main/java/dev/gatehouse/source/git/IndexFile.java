package dev.gatehouse.source.git;

import dev.gatehouse.source.git.GitIndex.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One index file as it stands on disk (gitformat-index, versions 2 to 4): a whole index, or one of the two halves of a split
/// one.
final class IndexFile {
    private static final int SIGNATURE = 0x44495243;
    private static final int CACHE_TREE = 0x54524545;
    private static final int SPLIT = 0x6c696e6b;
    private static final int SPARSE = 0x73646972;
    private static final long LARGEST = 1L << 30;
    private static final int DEEPEST = 1500;

    private static final int EXTENDED = 0x4000;
    private static final int INTENT_TO_ADD = 0x2000;
    /// Size, times and the like before the id.
    private static final int STAT = 40;
    private static final int CHANGED_AT = 8;
    private static final int MODE_AT = 24;
    private static final int SIZE_AT = 36;
    private static final int ASSUMED_UNCHANGED = 0x8000;
    private static final int NOT_CHECKED_OUT = 0x4000;

    private final ByteBuffer in;
    private final byte[] bytes;
    private final ObjectFormat format;
    private final int end;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, ObjectId> trees = new HashMap<>();
    private @Nullable SplitIndex split;

    /// What a file says.
    ///
    /// @param entries
    ///            in the order of the file, intended additions among them
    /// @param trees
    ///            see [GitIndex#unchangedTrees]
    /// @param split
    ///            how to join it with the shared index; null if it is whole
    /// @param digest
    ///            what stands at its end: the digest of the rest, or zeros
    record Contents(List<Entry> entries, Map<String, ObjectId> trees, @Nullable SplitIndex split, ObjectId digest) {}

    private IndexFile(byte[] bytes, ObjectFormat format) {
        this.bytes = bytes;
        this.format = format;
        in = ByteBuffer.wrap(bytes);
        end = bytes.length - format.length();
    }

    /// Reads the file.
    ///
    /// @throws GitFormatException
    ///             if it is damaged or uses something that is not read
    /// @throws java.nio.file.NoSuchFileException
    ///             if there is none
    static Contents read(Path file, ObjectFormat format) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new GitFormatException("the index is too large to be read");
        }
        return parse(Files.readAllBytes(file), format);
    }

    /// The same for bytes.
    static Contents parse(byte[] bytes, ObjectFormat format) throws GitFormatException {
        try {
            return new IndexFile(bytes, format).parse();
        } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
            throw GitIndex.damaged();
        }
    }

    private Contents parse() throws GitFormatException {
        if (end < 12 || in.getInt() != SIGNATURE) {
            throw GitIndex.damaged();
        }
        int version = in.getInt();
        int count = in.getInt();
        if (version < 2 || version > 4) {
            throw new GitFormatException("the index has version " + version + "; versions 2 to 4 are read");
        }
        if (count < 0 || count > bytes.length / (STAT + format.length())) {
            throw GitIndex.damaged();
        }
        requireDigest();
        byte[] path = new byte[0];
        for (int i = 0; i < count; i++) {
            path = entry(version, path);
        }
        while (in.position() < end) {
            extension(in.getInt(), in.getInt());
        }
        return new Contents(List.copyOf(entries), Map.copyOf(trees), split, ObjectId.of(bytes, end, format));
    }

    /// A wrong entry would let a staged secret pass unseen, so the digest at the end is checked, unless git was told to
    /// leave it out (index.skipHash).
    private void requireDigest() throws GitFormatException {
        byte[] expected = Arrays.copyOfRange(bytes, end, bytes.length);
        if (!Arrays.equals(expected, new byte[format.length()])) {
            MessageDigest digest = format.newDigest();
            digest.update(bytes, 0, end);
            if (!Arrays.equals(expected, digest.digest())) {
                throw GitIndex.damaged();
            }
        }
    }

    private byte[] entry(int version, byte[] before) throws GitFormatException {
        int start = in.position();
        int mode = in.getInt(start + MODE_AT);
        ObjectId id = ObjectId.of(bytes, start + STAT, format);
        in.position(start + STAT + format.length());
        int flags = in.getShort() & 0xffff;
        int more = (flags & EXTENDED) != 0 && version >= 3 ? in.getShort() : 0;
        boolean intent = (more & INTENT_TO_ADD) != 0;
        var stat = new GitIndex.Stat(in.getInt(start + CHANGED_AT), in.getInt(start + CHANGED_AT + 4), in.getInt(start + SIZE_AT),
                (flags & ASSUMED_UNCHANGED) == 0 && (more & NOT_CHECKED_OUT) == 0);
        byte[] path = version == 4 ? compressedPath(before) : path(start);
        entries.add(new Entry(path, mode, flags >> 12 & 3, id, intent, stat));
        return path;
    }

    /// Ends with one to eight NULs, so that the entry's length is a multiple of eight.
    private byte[] path(int start) throws GitFormatException {
        int from = in.position();
        int to = nul(from);
        in.position(start + (to - start + 8 & ~7));
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// How many bytes of the path before fall away, then what follows the rest.
    private byte[] compressedPath(byte[] before) throws GitFormatException {
        int b = in.get();
        long strip = b & 0x7f;
        while ((b & 0x80) != 0) {
            b = in.get();
            strip = strip + 1 << 7 | b & 0x7f;
            if (strip > before.length) {
                throw GitIndex.damaged();
            }
        }
        if (strip > before.length) {
            throw GitIndex.damaged();
        }
        int from = in.position();
        int to = nul(from);
        in.position(to + 1);
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.write(before, 0, before.length - (int) strip);
        path.write(bytes, from, to - from);
        return path.toByteArray();
    }

    private int nul(int from) throws GitFormatException {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        if (at >= end) {
            throw GitIndex.damaged();
        }
        return at;
    }

    private void extension(int signature, int length) throws GitFormatException {
        int from = in.position();
        if (length < 0 || length > end - from) {
            throw GitIndex.damaged();
        }
        switch (signature) {
            case CACHE_TREE -> {
                trees("", from + length, 0);
            }
            case SPLIT -> {
                split = SplitIndex.read(in.slice(from, length), bytes.length, format);
            }
            case SPARSE -> {
                // Directories among the entries, which are read anyway.
            }
            default -> {
                // Upper-case ones may be passed over, git says.
                if ((signature >>> 24 & 0x20) != 0) {
                    throw new GitFormatException("the index uses an extension that is not read");
                }
            }
        }
        in.position(from + length);
    }

    /// A directory's name, how many entries it has (-1 if something in it changed), how many directories, its tree.
    private void trees(String parent, int limit, int depth) throws GitFormatException {
        if (depth > DEEPEST) {
            throw GitIndex.damaged();
        }
        String name = until((byte) 0, limit);
        int entryCount = number(until((byte) ' ', limit));
        int subtrees = number(until((byte) '\n', limit));
        String path = parent.isEmpty() ? name : parent + "/" + name;
        if (entryCount >= 0) {
            trees.put(path, ObjectId.of(bytes, in.position(), format));
            in.position(in.position() + format.length());
        }
        for (int i = 0; i < subtrees; i++) {
            trees(path, limit, depth + 1);
        }
    }

    private String until(byte stop, int limit) throws GitFormatException {
        int from = in.position();
        int at = from;
        while (at < limit && bytes[at] != stop) {
            at++;
        }
        if (at >= limit) {
            throw GitIndex.damaged();
        }
        in.position(at + 1);
        return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }

    private static int number(String digits) throws GitFormatException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw GitIndex.damaged();
        }
    }
}
