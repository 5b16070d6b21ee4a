package dev.gatehouse.oci.registry;

import dev.gatehouse.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Sends requests: with retries, redirects and timeouts, and with credentials only where they belong.
final class Transport implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final String AGENT = "gatehouse";

    private final RegistrySettings settings;
    private final HttpClient client;

    /// A request.
    ///
    /// @param authorization
    ///            sent to the host of the address only; null for none
    /// @param body
    ///            made anew for each attempt; null for none
    record Request(String method, URI address, Map<String, String> headers, @Nullable String authorization,
            @Nullable Supplier<BodyPublisher> body) {

        static Request get(URI address) {
            return new Request("GET", address, Map.of(), null, null);
        }

        Request with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Request(method, address, more, authorization, body);
        }

        Request authorized(@Nullable String other) {
            return new Request(method, address, headers, other, body);
        }
    }

    /// An answer; to be closed.
    record Answer(int status, java.net.http.HttpHeaders headers, InputStream body, URI address) implements AutoCloseable {
        @Nullable
        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    Transport(RegistrySettings settings) throws IOException {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.connect());
        if (settings.authorities() != null) {
            builder.sslContext(Trust.with(settings.authorities()));
        }
        this.client = builder.build();
    }

    /// Sends a request and follows where it is sent.
    ///
    /// @throws OciException
    ///             `UNREACHABLE` when there is no answer after all retries
    Answer send(Request request) throws IOException {
        Request now = request;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = retried(now);
            if (answer.status / 100 != 3 || answer.status == 304) {
                return answer;
            }
            answer.close();
            now = redirected(now, answer);
        }
        throw new OciException(OciException.Kind.UNREACHABLE,
                host(request.address) + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private static Request redirected(Request request, Answer answer) throws OciException {
        String location = answer.header("location");
        if (location == null || !request.method.equals("GET") && !request.method.equals("HEAD")) {
            throw new OciException(OciException.Kind.UNREACHABLE,
                    host(request.address) + " answers " + answer.status + " to " + request.method + " without saying where else");
        }
        URI to;
        try {
            to = request.address.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new OciException(OciException.Kind.UNREACHABLE, host(request.address) + " redirects to what is no address", e);
        }
        String host = to.getHost();
        if (host == null || to.getUserInfo() != null) {
            throw new OciException(OciException.Kind.UNREACHABLE, host(request.address) + " redirects to what is no address");
        }
        boolean fromLoopback = isLoopback(request.address.getHost());
        if (!"https".equalsIgnoreCase(to.getScheme())
                && !("http".equalsIgnoreCase(to.getScheme()) && isLoopback(host) && fromLoopback)
                || isLoopback(host) && !fromLoopback) {
            throw new OciException(OciException.Kind.UNREACHABLE,
                    host(request.address) + " redirects to " + to.getScheme() + "://"
                            + host + ", which is not followed: only https is, and never to this machine");
        }
        boolean same = request.address.getScheme().equalsIgnoreCase(to.getScheme())
                && host.equalsIgnoreCase(request.address.getHost())
                && port(to) == port(request.address);
        return new Request(request.method, to, request.headers, same ? request.authorization : null, null);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
    }

    private Answer retried(Request request) throws IOException {
        Duration pause = settings.pause();
        for (int attempt = 0;; attempt++) {
            Duration wait = pause;
            try {
                Answer answer = once(request);
                if (!PASSING.contains(answer.status) || attempt >= settings.retries()) {
                    return answer;
                }
                Duration asked = retryAfter(answer.header("retry-after"));
                wait = asked == null ? pause : asked;
                answer.close();
            } catch (OciException e) {
                throw e;
            } catch (SSLException e) {
                throw unreachable(request, "TLS fails: " + e.getMessage(), e);
            } catch (IOException e) {
                if (attempt >= settings.retries()) {
                    throw unreachable(request, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
                }
            }
            sleep(wait);
            pause = pause.multipliedBy(2);
        }
    }

    private static OciException unreachable(Request request, String why, IOException e) {
        return new OciException(OciException.Kind.UNREACHABLE, host(request.address) + " does not answer: " + why, e);
    }

    private Answer once(Request request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.address).timeout(settings.stall()).header("User-Agent",
                AGENT);
        request.headers.forEach(builder::header);
        if (request.authorization != null) {
            builder.header("Authorization", request.authorization);
        }
        Supplier<BodyPublisher> body = request.body;
        builder.method(request.method, body == null ? HttpRequest.BodyPublishers.noBody() : body.get());
        try {
            HttpResponse<InputStream> response = client.send(builder.build(), _ -> new PatientInputStream(settings.stall()));
            return new Answer(response.statusCode(), response.headers(), response.body(), request.address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException(OciException.Kind.UNREACHABLE, "interrupted", e);
        }
    }

    static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException(OciException.Kind.UNREACHABLE, "interrupted", e);
        }
    }

    /// Seconds or a date (RFC 9110, section 10.2.3); null if it says neither.
    static @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration until = Duration.between(Instant.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String host(URI address) {
        return address.getHost() == null ? String.valueOf(address.getAuthority()) : address.getHost();
    }

    /// Whether a host is this machine, told by its name alone.
    static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.equalsIgnoreCase("localhost") || bare.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
            return true;
        }
        if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") && bare.indexOf(':') < 0) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
