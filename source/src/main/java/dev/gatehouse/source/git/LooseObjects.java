package dev.gatehouse.source.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The objects that lie as files of their own in object directories: `ab/cdef…`, each one zlib stream of
/// `type size NUL bytes`. Thread-safe.
final class LooseObjects {
    /// A type, a decimal size and a NUL never need more.
    private static final int LONGEST_HEADER = 32;

    private final List<Path> directories;
    private final ObjectFormat format;

    LooseObjects(List<Path> directories, ObjectFormat format) {
        this.directories = List.copyOf(directories);
        this.format = format;
    }

    /// Every id there is, in order, each once.
    List<ObjectId> list() throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        for (Path directory : directories) {
            for (int first = 0; first < 256; first++) {
                String prefix = HexFormat.of().toHexDigits((byte) first);
                list(directory.resolve(prefix), prefix, ids);
            }
        }
        return ids.stream().sorted().distinct().toList();
    }

    private void list(Path folder, String prefix, List<ObjectId> ids) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                // Files that git is just writing have other names.
                ObjectId.parse(prefix + file.getFileName()).filter(id -> id.format() == format).ifPresent(ids::add);
            }
        }
    }

    /// The ids that begin with the digits.
    List<ObjectId> withPrefix(String hex) throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        for (Path directory : directories) {
            list(directory.resolve(hex.substring(0, 2)), hex.substring(0, 2), ids);
        }
        return ids.stream().filter(id -> id.hex().startsWith(hex)).sorted().distinct().toList();
    }

    private @Nullable Path file(ObjectId id) {
        String hex = id.hex();
        for (Path directory : directories) {
            Path file = directory.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    /// Whether there is such a file.
    boolean contains(ObjectId id) {
        return file(id) != null;
    }

    /// Reads an object.
    ///
    /// @return null if there is no such file
    /// @throws TooLargeException
    ///             if it has more bytes than the limit
    /// @throws DamagedObjectException
    ///             if it cannot be read
    @Nullable
    RawObject read(ObjectId id, long limit) throws IOException {
        return read(id, limit, type -> true);
    }

    /// Reads an object unless its type is of no interest, which its first bytes tell.
    @Nullable
    RawObject read(ObjectId id, long limit, Predicate<ObjectType> wanted) throws IOException {
        Path file = file(id);
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file); Inflater inflater = new Inflater()) {
            return read(in, inflater, limit, wanted);
        } catch (NoSuchFileException e) {
            return null;
        } catch (DataFormatException e) {
            throw new DamagedObjectException("its compressed bytes are damaged");
        }
    }

    private static @Nullable RawObject read(InputStream in, Inflater inflater, long limit, Predicate<ObjectType> wanted)
            throws IOException, DataFormatException {
        byte[] input = new byte[8 << 10];
        byte[] header = new byte[LONGEST_HEADER];
        int have = 0;
        int nul = -1;
        while (nul < 0) {
            int got = inflate(in, inflater, input, header, have, header.length - have);
            for (int i = have; i < have + got && nul < 0; i++) {
                nul = header[i] == 0 ? i : -1;
            }
            have += got;
            if (nul < 0 && (got == 0 || have == header.length)) {
                throw new DamagedObjectException("it has no valid header");
            }
        }
        String[] words = new String(header, 0, nul, StandardCharsets.ISO_8859_1).split(" ", -1);
        ObjectType type = words.length == 2 ? ObjectType.of(words[0]) : null;
        if (type == null || !words[1].matches("[0-9]{1,18}")) {
            throw new DamagedObjectException("it has no valid header");
        }
        if (!wanted.test(type)) {
            return null;
        }
        long size = Long.parseLong(words[1]);
        if (size > Math.min(limit, Buffers.limit())) {
            throw new TooLargeException(size);
        }
        return new RawObject(type, body(in, inflater, input, header, nul + 1, have, (int) size));
    }

    /// The body grows as bytes arrive: a header alone must not claim memory.
    private static byte[] body(InputStream in, Inflater inflater, byte[] input, byte[] header, int from, int to, int size)
            throws IOException, DataFormatException {
        byte[] body = new byte[Math.min(size + 1, 1 << 16)];
        int done = Math.min(to - from, body.length);
        System.arraycopy(header, from, body, 0, done);
        if (to - from > size) {
            throw new DamagedObjectException("it is longer than its header says");
        }
        while (!inflater.finished()) {
            if (done == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(size + 1L, body.length * 4L));
            }
            int got = inflate(in, inflater, input, body, done, body.length - done);
            done += got;
            if (done > size) {
                throw new DamagedObjectException("it is longer than its header says");
            }
            if (got == 0 && !inflater.finished()) {
                throw new DamagedObjectException("it is cut short");
            }
        }
        if (done != size) {
            throw new DamagedObjectException("it is shorter than its header says");
        }
        return body.length == size ? body : Arrays.copyOf(body, size);
    }

    /// Inflates at least one byte unless the stream or the file ends.
    private static int inflate(InputStream in, Inflater inflater, byte[] input, byte[] target, int at, int length)
            throws IOException, DataFormatException {
        while (true) {
            int got = inflater.inflate(target, at, length);
            if (got > 0 || inflater.finished() || inflater.needsDictionary()) {
                return got;
            }
            int read = in.read(input);
            if (read <= 0) {
                return 0;
            }
            inflater.setInput(input, 0, read);
        }
    }
}
