package dev.gatehouse.advisory.update;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The checksum of the whole file that Google's storage, where OSV.dev's exports lie, sends with it: `x-goog-hash: crc32c=…`. It finds
/// what a proxy or a resumed transfer has mixed up; it is no proof against whoever answers for the server.
record StatedDigest(int crc32c) {
    private static final String PREFIX = "crc32c=";

    /// What the headers state; null if they state none.
    static @Nullable StatedDigest of(HttpHeaders headers) {
        if (!headers.firstValue("x-goog-stored-content-encoding").orElse("identity").equals("identity")) {
            // Then it is the checksum of what is stored, and not of what was sent.
            return null;
        }
        for (String header : headers.allValues("x-goog-hash")) {
            for (String one : header.split(",")) {
                if (one.strip().startsWith(PREFIX)) {
                    try {
                        byte[] bytes = Base64.getDecoder().decode(one.strip().substring(PREFIX.length()));
                        return bytes.length == Integer.BYTES ? new StatedDigest(ByteBuffer.wrap(bytes).getInt()) : null;
                    } catch (IllegalArgumentException _) {
                        return null;
                    }
                }
            }
        }
        return null;
    }

    boolean isOf(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
            }
        }
        return (int) checksum.getValue() == crc32c;
    }
}
