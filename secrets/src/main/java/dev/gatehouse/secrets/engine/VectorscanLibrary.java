package dev.gatehouse.secrets.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the native library of this platform is: beside the launcher, where the system property `gatehouse.native` names the
/// directory, or taken out of the artefact `com.gliwka.hyperscan:native` on the class path into the user's cache. From there only
/// the very library that this version was built with is loaded; what lies beside the launcher is trusted as its classes are.
final class VectorscanLibrary {
    /// SHA-256 of the library in the artefact's version 5.4.12-2.0.4, by classifier.
    private static final Map<String, String> DIGESTS = Map.of(
            "linux-x86_64", "5736eb1f3c056a86d0185f8d9d92bb419f8ea702410dd97b075590e480914ccf",
            "linux-arm64", "89992811ec9a4c05a436db89ea428abe513ffc9660f39cd4d205bad680746a4a",
            "macosx-x86_64", "94494456c3c491b46aa304a0929408ce3176d9459646d2ae2cafc5c7652c54b3",
            "macosx-arm64", "8ff1a1611687244817c7947ed01b7695813c9057533feced8952cdf45393db0c");

    static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private VectorscanLibrary() {}

    /// The artefact's name of this platform.
    private static String classifier() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "macosx" : system.startsWith("linux") ? "linux" : "other") + "-"
                + (processor.equals("amd64") || processor.equals("x86_64")
                        ? "x86_64"
                        : processor.equals("aarch64") ? "arm64" : "other");
    }

    /// The file of the library.
    ///
    /// @param cache
    ///            the user's directory for what can be made again
    static Path file(Path cache) throws Vectorscan.Unavailable {
        String classifier = classifier();
        String digest = DIGESTS.get(classifier);
        if (digest == null) {
            throw new Vectorscan.Unavailable("there is no Vectorscan for this platform");
        }
        String name = System.mapLibraryName("hs");
        try {
            Path installed = installed(name);
            if (installed != null) {
                return installed;
            }
            Path file = ownedDirectory(cache.resolve("native")).resolve(digest.substring(0, 16) + "-" + name);
            if (Files.isRegularFile(file) && digest(Files.readAllBytes(file)).equals(digest)) {
                return file;
            }
            return extract("/com/gliwka/hyperscan/jni/" + classifier + "/" + name, digest, file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new Vectorscan.Unavailable("cannot keep the library in " + cache + ": " + e.getMessage(), e);
        }
    }

    /// A file beside the launcher, as trusted as the classes that lie there too; null if there is none.
    static @Nullable Path installed(String name) {
        String folder = System.getProperty("gatehouse.native");
        if (folder == null) {
            return null;
        }
        Path file = Path.of(folder, name);
        return Files.isRegularFile(file) ? file : null;
    }

    /// Puts the library into a folder beside the launcher.
    static Path install(Path folder) throws IOException, Vectorscan.Unavailable {
        String classifier = classifier();
        String digest = DIGESTS.get(classifier);
        if (digest == null) {
            throw new Vectorscan.Unavailable("there is no Vectorscan for this platform");
        }
        String name = System.mapLibraryName("hs");
        Files.createDirectories(folder);
        return shared(extract("/com/gliwka/hyperscan/jni/" + classifier + "/" + name, digest, folder.resolve(name)));
    }

    /// Lets everybody read the file.
    static Path shared(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return file;
    }

    private static Path extract(String resource, String digest, Path file) throws IOException, Vectorscan.Unavailable {
        byte[] library;
        try (InputStream in = VectorscanLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new Vectorscan.Unavailable("the class path has no " + resource);
            }
            library = in.readAllBytes();
        }
        if (!digest(library).equals(digest)) {
            throw new Vectorscan.Unavailable(resource + " is not the library that belongs to this version");
        }
        write(file, library);
        return file;
    }

    /// The directory, made if there is none; owned by this user and closed to others.
    static Path ownedDirectory(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(directory + " is no directory", e);
        }
        Path own = Files.createTempFile(directory, ".owner", null);
        try {
            if (!Files.getOwner(directory).equals(Files.getOwner(own)) || openToOthers(directory)) {
                throw new IOException(directory + " belongs to somebody else or is open to others");
            }
        } finally {
            Files.deleteIfExists(own);
        }
        return directory;
    }

    /// Whether the owner of the directory that it lies in owns the file too, and nobody else may write it.
    static boolean ownedAlone(Path file) throws IOException {
        return Files.getOwner(file).equals(Files.getOwner(file.toAbsolutePath().getParent())) && !openToOthers(file);
    }

    private static boolean openToOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_WRITE) || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /// Puts the whole content under the name at once: others see the old file or the new one.
    static void write(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path partial = Files.createTempFile(parent, ".partial", null);
        try {
            Files.write(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// Deletes all but the newest files of a kind, which older versions of Gatehouse have left there. What cannot be deleted stays.
    ///
    /// @param suffix
    ///            ends the names of such files
    /// @param kept
    ///            how many stay
    static void forget(Path directory, String suffix, int kept) throws IOException {
        record Dated(Path file, FileTime time) {}
        List<Dated> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + suffix)) {
            for (Path file : files) {
                found.add(new Dated(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing(Dated::time).reversed());
        for (Dated old : found.subList(Math.min(kept, found.size()), found.size())) {
            Files.deleteIfExists(old.file());
        }
    }

    static String digest(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(sha256::update);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
