package dev.gatehouse.source.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;

/// What authenticates the entries of a cache: without it nobody can make a scan believe that a content holds nothing.
///
/// It comes from the environment variable [#VARIABLE], for caches that machines share, or from a file of the user.
public final class CacheKey {
    /// Holds a secret of at least 16 characters where a cache travels between machines.
    public static final String VARIABLE = "GATEHOUSE_CACHE_KEY";
    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] key;

    private CacheKey(byte[] bytes) {
        this.key = bytes;
    }

    /// The key from the environment, or else from the file `key` in the folder, which is made if it does not exist.
    ///
    /// @throws IOException
    ///             if there is no usable key: the file cannot be read or written, is damaged, or others can read it. The scan then
    ///             goes
    ///             on without a cache
    public static CacheKey of(Path folder, Map<String, String> environment) throws IOException {
        String secret = environment.getOrDefault(VARIABLE, "");
        if (!secret.isEmpty()) {
            return of(secret);
        }
        Path file = folder.resolve("key");
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            create(folder, file);
            return read(file);
        }
    }

    /// The key that a secret stands for.
    ///
    /// @throws IOException
    ///             if it is too short
    public static CacheKey of(String secret) throws IOException {
        if (secret.length() < 16) {
            throw new IOException(VARIABLE + " has fewer than 16 characters");
        }
        Authenticator mac = new CacheKey("gatehouse cache key".getBytes(StandardCharsets.US_ASCII)).mac();
        return new CacheKey(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static CacheKey read(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
            throw new IOException("others than its owner may use " + file + "; remove it and it is made anew");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LENGTH + 1);
        }
        if (bytes.length != LENGTH) {
            throw new IOException(file + " is damaged; remove it and it is made anew");
        }
        return new CacheKey(bytes);
    }

    /// Written aside and linked into place, so that no other process ever reads half a key.
    private static void create(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path aside = posix
                ? Files.createTempFile(folder, "key", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.createTempFile(folder, "key", ".tmp");
        try {
            byte[] bytes = new byte[LENGTH];
            new SecureRandom().nextBytes(bytes);
            Files.write(aside, bytes);
            try {
                Files.createLink(file, aside);
            } catch (FileAlreadyExistsException e) {
                // Another process was first: its key counts.
            } catch (UnsupportedOperationException e) {
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// A new computation under this key.
    Authenticator mac() {
        return new Authenticator(key);
    }
}
