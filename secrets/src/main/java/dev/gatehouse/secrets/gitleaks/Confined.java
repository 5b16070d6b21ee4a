package dev.gatehouse.secrets.gitleaks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Opens files below one folder and nowhere else, whatever `..` and symbolic links say. A path is looked for as gitleaks does,
/// from the
/// working folder, which is taken to be this folder; then beside the file that names it.
public final class Confined implements RuleFileAccess {
    private static final long LARGEST = 8 << 20;

    private final Path root;

    /// Access to what lies below the folder.
    public Confined(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public byte[] read(String path, String from) throws IOException {
        Path fromRoot = root.resolve(path).normalize();
        Path parent = root.resolve(from).normalize().getParent();
        Path beside = parent == null ? fromRoot : parent.resolve(path).normalize();
        Path file = Files.isRegularFile(fromRoot) && fromRoot.startsWith(root) ? fromRoot : beside;
        if (!file.startsWith(root)) {
            throw new IOException(path + " lies outside " + root.getFileName());
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(path + " does not exist");
        }
        if (!file.toRealPath().startsWith(root.toRealPath())) {
            throw new IOException(path + " leads outside " + root.getFileName());
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(path + " is larger than " + LARGEST + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
