package dev.gatehouse.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 of files, and the list of them that `sha256sum --check` reads.
final class Checksums {
    static final String FILE = "SHA256SUMS";

    private Checksums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(MessageDigest finished) {
        return HexFormat.of().formatHex(finished.digest());
    }

    static String of(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            in.transferTo(out);
        }
        return of(sha256);
    }

    /// Writes the list beside the files, in the order of their names.
    static void write(Path directory, List<Path> files) throws IOException {
        var lines = new StringBuilder();
        for (Path file : files.stream().sorted().toList()) {
            lines.append(of(file)).append("  ").append(file.getFileName()).append('\n');
        }
        Files.writeString(directory.resolve(FILE), lines);
    }
}
