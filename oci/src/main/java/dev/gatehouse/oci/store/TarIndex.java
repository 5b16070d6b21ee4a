package dev.gatehouse.oci.store;

import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.tar.TarEntry;
import dev.gatehouse.oci.tar.TarReader;
import dev.gatehouse.source.archive.ArchiveForm;
import dev.gatehouse.source.archive.Decoders;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies in a tar file, plain or compressed. A plain one is read wherever something lies; a compressed one from the beginning
/// each time, but for small JSON files, which are remembered.
final class TarIndex {
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_LINKS = 40;
    private static final int LONGEST_NAME = 4096;
    /// Bytes of small files that are remembered.
    private static final long REMEMBERED = 64L << 20;
    private static final int TAR_BLOCK = 512;

    private final Path file;
    /// Null if the archive is not compressed.
    private final @Nullable ArchiveForm compression;
    private final long limit;
    private final int small;
    private final Map<String, Entry> entries = new HashMap<>();
    private long remembered;

    /// @param link
    ///            the normalised name that a link leads to; null for a file
    private record Entry(long position, long size, @Nullable String link, byte @Nullable [] bytes) {}

    /// @param small
    ///            bytes up to which a JSON file is remembered
    /// @param limit
    ///            bytes that the archive may expand to
    static TarIndex of(Path file, int small, long limit) throws IOException {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(file)) {
            beginning = in.readNBytes(TAR_BLOCK);
        }
        ArchiveForm form = ArchiveForm.of(beginning, 0, beginning.length);
        if (form == null || form != ArchiveForm.TAR && !form.single()) {
            throw new OciException(OciException.Kind.MALFORMED, file + ": no tar archive, plain or compressed");
        }
        var index = new TarIndex(file, form == ArchiveForm.TAR ? null : form, small, limit);
        index.read();
        return index;
    }

    private TarIndex(Path file, @Nullable ArchiveForm compression, int small, long limit) {
        this.file = file;
        this.compression = compression;
        this.small = small;
        this.limit = limit;
    }

    boolean compressed() {
        return compression != null;
    }

    private void read() throws IOException {
        try (InputStream in = whole()) {
            var tar = new TarReader(in);
            int count = 0;
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                if (++count > MOST_ENTRIES) {
                    throw new OciException(OciException.Kind.LIMIT,
                            file + ": an archive of more than " + MOST_ENTRIES + " entries");
                }
                String name = normal(entry.name());
                if (name == null) {
                    continue;
                }
                switch (entry.kind()) {
                    case FILE -> entries.put(name, new Entry(entry.position(), entry.size(), null, remember(name, entry, tar)));
                    case HARD_LINK -> link(name, "", entry);
                    case SYMBOLIC_LINK -> link(name, name.substring(0, name.lastIndexOf('/') + 1), entry);
                    case DIRECTORY, OTHER -> {
                    }
                }
            }
        } catch (OciException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new OciException(OciException.Kind.MALFORMED,
                    file + ": the archive is damaged: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        }
    }

    private void link(String name, String base, TarEntry entry) {
        byte[] target = entry.link();
        String to = target == null
                ? null
                : normal((base + new String(target, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
        if (to != null) {
            entries.put(name, new Entry(0, 0, to, null));
        }
    }

    private byte @Nullable [] remember(String name, TarEntry entry, TarReader tar) throws IOException {
        boolean document = name.endsWith(".json") || name.startsWith("blobs/") || name.equals("oci-layout");
        if (compression == null || !document || entry.size() > small || remembered + entry.size() > REMEMBERED) {
            return null;
        }
        byte[] bytes = new byte[(int) entry.size()];
        int filled = 0;
        while (filled < bytes.length) {
            int count = tar.read(bytes, filled, bytes.length - filled);
            filled += count;
            if (filled == count && !name.equals("oci-layout") && bytes[0] != '{' && bytes[0] != '[') {
                return null;
            }
        }
        remembered += bytes.length;
        return bytes;
    }

    /// The path without `.`, `..`, doubled and outer slashes; null if nothing is left of it, or it is absurdly long.
    private static @Nullable String normal(byte[] name) {
        if (name.length > LONGEST_NAME) {
            return null;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : new String(name, StandardCharsets.ISO_8859_1).split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? null : String.join("/", parts);
    }

    /// The name that holds the bytes, links followed; null if there is none.
    @Nullable
    String resolve(String name) {
        String at = normal(name.getBytes(StandardCharsets.ISO_8859_1));
        for (int links = 0; at != null && links < MOST_LINKS; links++) {
            Entry entry = entries.get(at);
            if (entry == null) {
                return null;
            }
            if (entry.link == null) {
                return at;
            }
            at = entry.link;
        }
        return null;
    }

    boolean has(String name) {
        return resolve(name) != null;
    }

    /// Size of what lies under the name; -1 if there is nothing.
    long size(String name) {
        String resolved = resolve(name);
        Entry entry = resolved == null ? null : entries.get(resolved);
        return entry == null ? -1 : entry.size;
    }

    /// Opens what lies under a name.
    ///
    /// @throws OciException
    ///             `NOT_FOUND`
    InputStream open(String name) throws IOException {
        String resolved = resolve(name);
        Entry entry = resolved == null ? null : entries.get(resolved);
        if (entry == null) {
            throw new OciException(OciException.Kind.NOT_FOUND, file + ": the archive lacks " + Texts.plain(name));
        }
        if (entry.bytes != null) {
            return new java.io.ByteArrayInputStream(entry.bytes);
        }
        InputStream in = whole();
        try {
            if (compression == null) {
                in.skipNBytes(entry.position);
                return new Section(in, entry.size);
            }
            var tar = new TarReader(in);
            for (TarEntry each = tar.next(); each != null; each = tar.next()) {
                if (each.position() == entry.position) {
                    return new Current(in, tar);
                }
            }
            throw new OciException(OciException.Kind.NOT_FOUND, file + ": the archive changed while it was read");
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// Takes entries as they come.
    @FunctionalInterface
    interface EntryVisitor {
        void entry(String name, InputStream in) throws IOException;
    }

    /// Hands over the entries of these normalised names in the order of the archive, in one pass.
    void each(Set<String> names, EntryVisitor visitor) throws IOException {
        try (InputStream in = whole()) {
            var tar = new TarReader(in);
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                String name = normal(entry.name());
                Entry known = name == null ? null : entries.get(name);
                // A name that stands twice means the last one, as it does for the index.
                if (known != null && known.position == entry.position() && names.contains(name)) {
                    visitor.entry(String.valueOf(name), new Current(InputStream.nullInputStream(), tar));
                }
            }
        }
    }

    private InputStream whole() throws IOException {
        InputStream in = Files.newInputStream(file);
        if (compression == null) {
            return in;
        }
        try {
            return new Bounded(Decoders.open(compression, new BufferedInputStream(in, 1 << 16)), in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// A part of a plain archive.
    private static final class Section extends FilterInputStream {
        private long left;

        Section(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] array, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(array, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, super.available());
        }
    }

    /// The bytes of the entry that a reader stands at.
    private static final class Current extends FilterInputStream {
        private final TarReader tar;

        Current(InputStream in, TarReader tar) {
            super(in);
            this.tar = tar;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return tar.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] array, int offset, int length) throws IOException {
            return tar.read(array, offset, length);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /// Ends a decompression that goes on for too long.
    private final class Bounded extends FilterInputStream {
        private final InputStream compressed;
        private long count;

        Bounded(InputStream in, InputStream compressed) {
            super(in);
            this.compressed = compressed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] array, int offset, int length) throws IOException {
            int read = super.read(array, offset, length);
            count += Math.max(read, 0);
            if (count > limit) {
                throw new OciException(OciException.Kind.LIMIT, file + ": the archive expands to more than " + limit + " bytes");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
            compressed.close();
        }
    }
}
