package dev.gatehouse.advisory.feed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files of a feed: a file, a folder, a zip or a tar archive; nothing is written to disk, links are not followed.
final class FeedWalk {
    /// Larger documents are refused.
    static final int LARGEST_DOCUMENT = 64 << 20;
    /// Larger entries, of formats that are streamed, are refused.
    static final int LARGEST_ENTRY = 256 << 20;

    private static final long LARGEST_FEED = 32L << 30;
    private static final int MOST_ENTRIES = 4_000_000;

    /// Takes one file.
    interface Visitor {
        void visit(Entry entry);

        /// A file that is too large to be read.
        void tooLarge(String name);
    }

    private final Visitor visitor;
    private long bytes;
    private int entries;

    FeedWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    void walk(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            file(path, String.valueOf(path.getFileName()));
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        for (Path file : files) {
            String name = path.relativize(file).toString().replace('\\', '/');
            if (!name.startsWith(".git/")) {
                file(file, name);
            }
        }
    }

    private void file(Path file, String name) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".zip") && !lower.endsWith(".tar") && !lower.endsWith(".gz") && !lower.endsWith(".tgz")) {
            // A buffer for each of many thousand small files would cost more than reading them.
            try (InputStream in = Files.newInputStream(file)) {
                entry(name, in);
            }
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (lower.endsWith(".zip")) {
                zip(in, members(file));
            } else if (lower.endsWith(".tar")) {
                tar(in);
            } else if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
                tar(new GZIPInputStream(in, 1 << 16));
            } else {
                entry(name.substring(0, name.length() - 3), new GZIPInputStream(in, 1 << 16));
            }
        }
    }

    /// How many members the archive's directory lists: a stream alone cannot tell an archive that is cut short.
    private static int members(Path file) throws IOException {
        try (ZipFile directory = new ZipFile(file.toFile())) {
            return directory.size();
        }
    }

    private void zip(InputStream in, int members) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        int seen = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            seen++;
            if (!entry.isDirectory()) {
                entry(entry.getName(), zip);
            }
        }
        if (seen != members) {
            throw new IOException("the archive lists " + members + " members and has " + seen);
        }
    }

    private void tar(InputStream in) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                entry(entry.getName(), tar);
            }
        }
    }

    private void entry(String name, InputStream in) throws IOException {
        entries++;
        byte[] content = in.readNBytes(LARGEST_ENTRY + 1);
        bytes += content.length;
        if (entries > MOST_ENTRIES || bytes > LARGEST_FEED) {
            throw new IOException("more than " + MOST_ENTRIES + " files or " + (LARGEST_FEED >> 30) + " GiB");
        }
        if (content.length > LARGEST_ENTRY) {
            visitor.tooLarge(name);
        } else {
            visitor.visit(new Entry(name, content));
        }
    }
}
