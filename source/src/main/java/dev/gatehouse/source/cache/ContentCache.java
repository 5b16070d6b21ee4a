package dev.gatehouse.source.cache;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.source.directory.FileStamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder in which scans keep what they learned about contents. Thread-safe, and safe for several processes at once: files are
/// written aside and moved into place, never changed, and a file that vanished is a miss.
///
/// Every entry is authenticated under the [CacheKey]; what is damaged or comes from elsewhere is a miss. Trouble with the
/// folder never fails a scan: it is one note, and the scan goes on without.
public final class ContentCache {
    /// Bytes that the folder may hold unless configured: 512 MiB.
    public static final long DEFAULT_CAPACITY = 512L << 20;
    private static final long USED_RECENTLY = TimeUnit.HOURS.toMillis(1);
    private static final long ABANDONED = TimeUnit.DAYS.toMillis(1);

    private final Path folder;
    private final CacheKey key;
    private final long capacity;
    private final DiagnosticSink diagnostics;

    /// @param folder
    ///            made if it does not exist; must not lie where the repository can write
    /// @param capacity
    ///            bytes; what was not used for longest goes first
    public ContentCache(Path folder, CacheKey key, long capacity, DiagnosticSink diagnostics) {
        this.folder = folder;
        this.key = key;
        this.capacity = capacity;
        this.diagnostics = diagnostics;
    }

    /// The folder where the user's cache lies: `$XDG_CACHE_HOME/gatehouse` or `~/.cache/gatehouse`; null if there is no home.
    public static @Nullable Path defaultFolder(Map<String, String> environment) {
        String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!cacheHome.isEmpty() && Path.of(cacheHome).isAbsolute()) {
            return Path.of(cacheHome, "gatehouse");
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return home.isEmpty() ? null : Path.of(home, ".cache", "gatehouse");
    }

    /// What is known of files below a directory.
    ///
    /// @param base
    ///            of the source
    /// @param starts
    ///            of the source; another set of them is remembered apart
    public FileStamps stamps(Path base, List<Path> starts) {
        var what = new StringBuilder(base.toAbsolutePath().toString());
        for (Path start : starts) {
            what.append('\0').append(start.toAbsolutePath());
        }
        return new StampFile(this, folder.resolve("stamps").resolve(name(what.toString()) + ".stamps"));
    }

    /// What is known of contents under a set of checks.
    ///
    /// @param checks
    ///            names the checks, their versions and all else that decides what they say
    public Chapter chapter(String checks) {
        return new Chapter(this, folder.resolve("content"), name(checks));
    }

    /// A file name that tells nothing without the key.
    private String name(String what) {
        Authenticator mac = key.mac();
        return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    CacheKey key() {
        return key;
    }

    /// The files of a folder that end so; none if it does not exist.
    List<Path> files(Path directory, String start, String end) {
        List<Path> found = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory)) {
            for (Path file : stream) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(start) && name.endsWith(end)) {
                    found.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }

    /// Writes a file at once or not at all; a failure is a note.
    boolean write(Path file, byte[] bytes) {
        Path aside = null;
        try {
            Path directory = file.getParent();
            createPrivate(directory == null ? folder : directory);
            aside = Files.createTempFile(directory, "new", ".tmp");
            Files.write(aside, bytes);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            diagnostics.report(Diagnostic.of("cache-unwritable", Diagnostic.Kind.NOTE, folder.toString(),
                    "the cache cannot be written: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    "free space or give permission; scans are right without it, only slower"));
            delete(aside);
            return false;
        }
    }

    /// Excerpts are masked, but they are still somebody's source.
    private static void createPrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    /// Notes that a file was of use.
    void touch(Path file) {
        try {
            long now = System.currentTimeMillis();
            if (Files.getLastModifiedTime(file).toMillis() < now - USED_RECENTLY) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(now));
            }
        } catch (IOException e) {
            // It vanished or is not ours: it is forgotten the sooner.
        }
    }

    static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Somebody else will.
        }
    }

    private record Used(Path file, long size, long time) {}

    /// Removes what was used longest ago until the rest fits.
    void evict() {
        List<Used> all = new ArrayList<>();
        long total = 0;
        long now = System.currentTimeMillis();
        for (String part : List.of("content", "stamps")) {
            for (Path file : files(folder.resolve(part), "", "")) {
                try {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    long time = attributes.lastModifiedTime().toMillis();
                    if (String.valueOf(file.getFileName()).endsWith(".tmp")) {
                        if (time < now - ABANDONED) {
                            delete(file);
                        }
                        continue;
                    }
                    all.add(new Used(file, attributes.size(), time));
                    total += attributes.size();
                } catch (IOException e) {
                    // Another process removed it.
                }
            }
        }
        all.sort(Comparator.comparingLong(Used::time).thenComparing(Used::file));
        for (Used used : all) {
            if (total <= capacity) {
                return;
            }
            delete(used.file);
            total -= used.size;
        }
    }

    /// Removes everything but the key.
    ///
    /// @throws IOException
    ///             if something cannot be removed
    public void clear() throws IOException {
        for (String part : List.of("content", "stamps")) {
            if (Files.isDirectory(folder.resolve(part))) {
                try (Stream<Path> files = Files.list(folder.resolve(part))) {
                    for (Path file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
