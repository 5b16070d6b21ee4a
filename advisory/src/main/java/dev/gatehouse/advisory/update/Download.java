package dev.gatehouse.advisory.update;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Downloads files over HTTP through the system's proxy settings. A broken transfer goes on where it stopped, as long as the server
/// still has the same file; an unchanged file is not transferred again; nobody can send more than the limit.
final class Download implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNCHANGED = 304;
    private static final int UNSATISFIABLE = 416;
    private static final int SERVER_ERROR = 500;
    private static final int LARGEST_TEXT = 1 << 20;

    /// A server that sends nothing for so long is given up; the next attempt goes on from there.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final long largest;
    private final Duration patience;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    /// @param largest
    ///            bytes of the largest file that is taken
    Download(long largest) {
        this(largest, PATIENCE);
    }

    Download(long largest, Duration patience) {
        this.largest = largest;
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
        ProxySelector proxy = ProxySelector.getDefault();
        http = (proxy == null ? builder : builder.proxy(proxy)).build();
    }

    /// Brings the file here.
    ///
    /// @param entityTag
    ///            the tag of the version that is here already; null if there is none
    /// @return the tag of the new version, empty text if the server gives none; empty if nothing has changed
    /// @throws IOException
    ///             if it cannot be had; what has arrived lies in the file `….part` and is used by the next attempt
    Optional<String> fetch(URI uri, Path target, @Nullable String entityTag) throws IOException, InterruptedException {
        IOException last = new IOException(uri + ": no attempt was made");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return attempt(uri, target, entityTag);
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(uri + ": " + last.getMessage(), last);
    }

    /// The server's answer will not become another one by asking again.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private Optional<String> attempt(URI uri, Path target, @Nullable String entityTag) throws IOException, InterruptedException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Path partTag = target.resolveSibling(target.getFileName() + ".part.tag");
        long have = Files.exists(part) && Files.exists(partTag) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER).header("User-Agent", "gatehouse").GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", Files.readString(partTag));
        } else if (entityTag != null && !entityTag.isEmpty()) {
            request.header("If-None-Match", entityTag);
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            String tag = response.headers().firstValue("ETag").orElse("");
            if (status == UNCHANGED) {
                return Optional.empty();
            }
            if (status == UNSATISFIABLE && have > 0) {
                Files.deleteIfExists(part);
                throw new IOException("the rest of the file is not to be had");
            }
            if (status >= SERVER_ERROR) {
                throw new IOException("the server answers " + status);
            }
            if (status != OK && status != PARTIAL) {
                throw new Refused(uri + ": the server answers " + status);
            }
            long start = status == PARTIAL ? have : 0;
            if (tag.isEmpty() || tag.startsWith("W/")) {
                // Without a strong tag nobody can tell whether the rest belongs to the same file.
                Files.deleteIfExists(partTag);
            } else {
                Files.writeString(partTag, tag, StandardCharsets.UTF_8);
            }
            save(uri, body, part, start, response.headers().firstValueAsLong("Content-Length").orElse(-1));
            StatedDigest stated = StatedDigest.of(response.headers());
            if (stated != null && !stated.isOf(part)) {
                Files.deleteIfExists(part);
                throw new IOException("what arrived is not what the server's checksum says");
            }
            Files.move(part, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(partTag);
            return Optional.of(tag);
        }
    }

    private void save(URI uri, InputStream body, Path part, long start, long length) throws IOException {
        if (start + Math.max(length, 0) > largest) {
            throw tooLarge(uri);
        }
        long written = start;
        try (OutputStream out = start > 0
                ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                : Files.newOutputStream(part)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = patiently(body, buffer); read >= 0; read = patiently(body, buffer)) {
                written += read;
                if (written > largest) {
                    throw tooLarge(uri);
                }
                out.write(buffer, 0, read);
            }
        }
        if (length >= 0 && written - start != length) {
            throw new IOException("the transfer ended after " + (written - start) + " of " + length + " bytes");
        }
    }

    /// Reads what comes next. Closing the stream is what ends a read that waits for a server.
    private int patiently(InputStream body, byte[] buffer) throws IOException {
        AtomicBoolean waited = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(() -> {
            waited.set(true);
            try {
                body.close();
            } catch (IOException _) {
                // Then the connection is closed already.
            }
        }, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int read = body.read(buffer);
            if (!waited.get()) {
                return read;
            }
        } catch (IOException e) {
            if (!waited.get()) {
                throw e;
            }
        } finally {
            end.cancel(false);
        }
        throw new IOException("the server sends nothing");
    }

    private Refused tooLarge(URI uri) {
        return new Refused(uri + ": larger than " + (largest >> 20) + " MiB");
    }

    /// A short text.
    String text(URI uri) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException(uri + ": the server answers " + response.statusCode());
            }
            return new String(body.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        // Does not wait for a server that was given up.
        http.shutdownNow();
        http.close();
    }
}
