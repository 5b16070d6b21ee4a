package dev.gatehouse.sca.remedy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Writes several files, all or none: each is written aside first, then all are renamed; if one cannot be, those before it get back
/// what they held. Who reads meanwhile sees a file whole, before or after.
public final class FileEdits {
    private FileEdits() {}

    /// Carries them out.
    ///
    /// @throws IOException
    ///             if a file is no longer what was read, is a link, or cannot be written; then none is changed
    public static void write(List<FileEdit> edits) throws IOException {
        List<Path> aside = new ArrayList<>();
        try {
            for (FileEdit edit : edits) {
                check(edit);
                aside.add(aside(edit.file(), edit.after()));
            }
            rename(edits, aside);
        } finally {
            for (Path each : aside) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void check(FileEdit edit) throws IOException {
        if (Files.isSymbolicLink(edit.file())) {
            throw new IOException(edit.file() + ": is a link; nothing was changed");
        }
        if (!Arrays.equals(Files.readAllBytes(edit.file()), edit.before())) {
            throw new IOException(edit.file() + ": has changed since it was read; nothing was changed, run it again");
        }
    }

    private static Path aside(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path aside = Files.createTempFile(folder, ".gatehouse", null);
        try {
            Files.write(aside, content);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
                Files.setPosixFilePermissions(aside, permissions);
            }
            return aside;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }

    private static void rename(List<FileEdit> edits, List<Path> aside) throws IOException {
        int done = 0;
        try {
            for (; done < edits.size(); done++) {
                check(edits.get(done));
                Files.move(aside.get(done), edits.get(done).file(), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            for (int i = 0; i < done; i++) {
                Path back = aside(edits.get(i).file(), edits.get(i).before());
                Files.move(back, edits.get(i).file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            throw e;
        }
    }
}
