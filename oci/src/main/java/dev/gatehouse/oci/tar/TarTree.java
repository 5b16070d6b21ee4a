package dev.gatehouse.oci.tar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The content of one tar file. The same content gives the same bytes: names in order, one time, no owners' names. Not thread-safe.
public final class TarTree {
    /// Mode of a file.
    public static final int FILE = 0644;
    /// Mode of a program.
    public static final int EXECUTABLE = 0755;
    /// Mode of a directory.
    public static final int DIRECTORY = 0755;
    /// Mode of a directory in which everybody may write.
    public static final int SHARED_DIRECTORY = 01777;

    private sealed interface Entry {}

    private record Folder(int mode) implements Entry {}

    private record Copied(Path source, int mode) implements Entry {}

    private record Text(byte[] content, int mode) implements Entry {}

    private record Link(String target) implements Entry {}

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /// A file, read when the archive is written.
    ///
    /// @param name
    ///            path within the archive, `/` between its parts, none at its ends
    public TarTree file(String name, Path source, int mode) {
        return put(name, new Copied(source, mode));
    }

    /// A small text file in UTF-8.
    public TarTree text(String name, String content, int mode) {
        return put(name, new Text(content.getBytes(StandardCharsets.UTF_8), mode));
    }

    /// A symbolic link.
    public TarTree link(String name, String target) {
        return put(name, new Link(target));
    }

    /// A directory, perhaps an empty one.
    public TarTree directory(String name, int mode) {
        parents(name);
        entries.put(name, new Folder(mode));
        return this;
    }

    /// Everything below a directory: files that anyone may execute stay so, links stay links.
    public TarTree all(String prefix, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.equals(directory)
                        ? prefix
                        : prefix + "/" + directory.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
                if (Files.isSymbolicLink(file)) {
                    link(name, Files.readSymbolicLink(file).toString());
                } else if (Files.isDirectory(file)) {
                    directory(name, DIRECTORY);
                } else {
                    file(name, file, Files.isExecutable(file) ? EXECUTABLE : FILE);
                }
            }
        }
        return this;
    }

    /// Writes the tar file; leaves the stream open.
    public void write(OutputStream out, Instant time) throws IOException {
        var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (var each : entries.entrySet()) {
            String name = each.getKey();
            switch (each.getValue()) {
                case Folder(int mode) -> put(tar, header(name + "/", TarConstants.LF_DIR, mode, time));
                case Link(String target) -> {
                    TarArchiveEntry header = header(name, TarConstants.LF_SYMLINK, 0777, time);
                    header.setLinkName(target);
                    put(tar, header);
                }
                case Text(byte[] content, int mode) -> put(tar, header(name, TarConstants.LF_NORMAL, mode, time), content);
                case Copied(Path source, int mode) -> {
                    TarArchiveEntry header = header(name, TarConstants.LF_NORMAL, mode, time);
                    header.setSize(Files.size(source));
                    tar.putArchiveEntry(header);
                    Files.copy(source, tar);
                    tar.closeArchiveEntry();
                }
            }
        }
        tar.finish();
        tar.flush();
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry header, byte... content) throws IOException {
        header.setSize(content.length);
        tar.putArchiveEntry(header);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry header(String name, byte kind, int mode, Instant time) {
        var header = new TarArchiveEntry(name, kind);
        header.setMode(mode);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(time.toEpochMilli());
        return header;
    }

    private TarTree put(String name, Entry entry) {
        if (name.isEmpty() || name.startsWith("/") || name.endsWith("/")) {
            throw new IllegalArgumentException("not a path within an archive: " + name);
        }
        parents(name);
        entries.put(name, entry);
        return this;
    }

    private void parents(String name) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            entries.putIfAbsent(name.substring(0, slash), new Folder(DIRECTORY));
        }
    }
}
