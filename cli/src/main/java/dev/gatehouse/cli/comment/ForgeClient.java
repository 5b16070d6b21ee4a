package dev.gatehouse.cli.comment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Requests to one forge: limited in time and size, repeated where that is safe, never following a redirect, for the token goes
/// only to the server that it is for.
final class ForgeClient implements AutoCloseable {
    private static final Duration EACH = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final int LONGEST_REASON = 200;

    /// Waits; tests do not.
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(EACH).followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Forge forge;
    private final String token;
    private final Instant deadline;
    private final Pause pause;

    /// @param time for everything together
    ForgeClient(Forge forge, String token, Duration time, Pause pause) {
        this.forge = forge;
        this.token = token;
        this.deadline = Instant.now().plus(time);
        this.pause = pause;
    }

    /// Reads.
    byte[] get(URI uri) throws IOException, InterruptedException {
        return send("GET", uri, null, true);
    }

    /// Changes what is there: doing it twice is doing it once.
    byte[] change(URI uri, String body) throws IOException, InterruptedException {
        return send(forge.change(), uri, body, true);
    }

    /// Adds. After an answer that leaves open whether it was done, it is not repeated.
    byte[] add(URI uri, String body) throws IOException, InterruptedException {
        return send("POST", uri, body, false);
    }

    private byte[] send(String method, URI uri, @Nullable String body, boolean repeatable)
            throws IOException, InterruptedException {
        for (int attempt = 1;; attempt++) {
            Duration wait = Duration.ofSeconds(1L << (attempt - 1));
            ForgeException failure;
            try {
                HttpResponse<InputStream> response = http.send(request(method, uri, body),
                        HttpResponse.BodyHandlers.ofInputStream());
                byte[] answer = answer(response);
                int status = response.statusCode();
                if (status >= 200 && status < 300) {
                    return answer;
                }
                failure = new ForgeException(status, method + " " + uri.getPath() + ": " + explain(status, answer));
                boolean limited = status == 429 || status == 403 && exhausted(response);
                if (!limited && !(repeatable && status >= 500)) {
                    throw failure;
                }
                wait = asked(response, wait);
            } catch (ForgeException e) {
                throw e;
            } catch (IOException e) {
                failure = new ForgeException(0, uri.getHost() + " does not answer: " + reason(e));
                failure.initCause(e);
                if (!repeatable) {
                    throw failure;
                }
            }
            if (attempt == ATTEMPTS || wait.compareTo(LONGEST_WAIT) > 0 || Instant.now().plus(wait).isAfter(deadline)) {
                throw failure;
            }
            pause.sleep(wait);
        }
    }

    private HttpRequest request(String method, URI uri, @Nullable String body) throws ForgeException {
        Duration left = Duration.between(Instant.now(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new ForgeException(0, uri.getHost() + " did not answer in time");
        }
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(left.compareTo(EACH) < 0 ? left : EACH)
                .header("User-Agent", "gatehouse").method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return forge.signed(request, token).build();
    }

    private static byte[] answer(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body() == null ? new ByteArrayInputStream(new byte[0]) : response.body()) {
            byte[] answer = in.readNBytes(LARGEST_ANSWER + 1);
            if (answer.length > LARGEST_ANSWER) {
                throw new ForgeException(response.statusCode(), "the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB");
            }
            return answer;
        }
    }

    /// GitHub says 403 too where too much was asked.
    private static boolean exhausted(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").isPresent()
                || response.headers().firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
    }

    /// `Retry-After` in seconds or as a date.
    private static Duration asked(HttpResponse<?> response, Duration otherwise) {
        String text = response.headers().firstValue("Retry-After").orElse("").strip();
        try {
            if (text.matches("[0-9]{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Duration until = text.isEmpty()
                    ? otherwise
                    : Duration.between(Instant.now(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static String explain(int status, byte[] answer) {
        String what = switch (status) {
            case 401 -> "the token is not valid (401)";
            case 403 -> "the token may not do that (403)";
            case 404 -> "not found, or the token may not see it (404)";
            case 429 -> "too many requests (429)";
            default -> status >= 300 && status < 400
                    ? "the server wants to redirect to another address (" + status + "); name the right one with --api"
                    : "the server answered " + status;
        };
        String said = "";
        try {
            said = Json.text(Json.read("answer", answer), "message");
        } catch (IOException e) {
            // A page for people, or nothing.
        }
        said = said.replaceAll("[^\\x20-\\x7e]", " ").strip();
        return said.isEmpty() ? what : what + ": " + said.substring(0, Math.min(LONGEST_REASON, said.length()));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
    }

    void sleep(Duration time) throws InterruptedException {
        pause.sleep(time);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
