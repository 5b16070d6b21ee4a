package dev.gatehouse.sca.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Reads addresses of registries. Credentials go to the origin for which they are given and are dropped when a redirect leaves it;
/// never over plain HTTP, unless to this machine. Thread-safe.
public final class RegistryConnection implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int REDIRECTS = 5;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpClient http;
    private final RegistryLimits limits;
    private final InstantSource clock;
    private final Instant end;
    private final AtomicInteger requests = new AtomicInteger();
    /// Why an origin that could not be reached is not tried again, by origin.
    private final Map<String, String> unreachable = new ConcurrentHashMap<>();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    public RegistryConnection(RegistryLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.end = clock.instant().plus(limits.total());
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        ProxySelector proxy = ProxySelector.getDefault();
        http = (proxy == null ? builder : builder.proxy(proxy)).build();
    }

    /// What lies at an address; empty if nothing does.
    ///
    /// @param authorization
    ///            value of the header of that name for the address's own origin; null without
    /// @param accept
    ///            media types
    /// @throws RegistryException
    ///             if it cannot be had within the limits
    public Optional<byte[]> get(URI address, @Nullable String authorization, String accept)
            throws RegistryException, InterruptedException {
        try {
            return follow(address, authorization, accept);
        } catch (RegistryException e) {
            failures.add(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// What could not be had so far: one line each, in order.
    public List<String> failures() {
        return failures.stream().sorted().toList();
    }

    private Optional<byte[]> follow(URI address, @Nullable String authorization, String accept)
            throws RegistryException, InterruptedException {
        URI at = address;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpRequest.Builder request = request(at, accept);
            if (authorization != null && sameOrigin(address, at)) {
                if (!at.getScheme().equals("https") && !local(at)) {
                    throw new RegistryException(shown(at) + ": credentials are not sent over plain http");
                }
                request.header("Authorization", authorization);
            }
            Answer answer = send(at, request.build());
            if (answer.redirect() == null) {
                return Optional.ofNullable(answer.body());
            }
            URI next = at.resolve(answer.redirect());
            if (at.getScheme().equals("https") && !"https".equals(next.getScheme())) {
                throw new RegistryException(shown(at) + ": redirects from https to " + next.getScheme());
            }
            at = next;
        }
        throw new RegistryException(shown(address) + ": redirects more than " + REDIRECTS + " times");
    }

    private record Answer(byte @Nullable [] body, @Nullable String redirect) {}

    private static HttpRequest.Builder request(URI at, String accept) throws RegistryException {
        String scheme = at.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme) || at.getHost() == null || at.getRawUserInfo() != null) {
            throw new RegistryException(shown(at) + ": not an address of a registry");
        }
        return HttpRequest.newBuilder(at).header("User-Agent", "gatehouse").header("Accept", accept).GET();
    }

    private Answer send(URI at, HttpRequest request) throws RegistryException, InterruptedException {
        if (requests.incrementAndGet() > limits.requests()) {
            throw new RegistryException("more than " + limits.requests() + " requests to registries");
        }
        Duration left = Duration.between(clock.instant(), end);
        Duration time = left.compareTo(limits.answer()) < 0 ? left : limits.answer();
        if (time.isNegative() || time.isZero()) {
            throw new RegistryException("registries took longer than " + limits.total().toMinutes() + " minutes");
        }
        String origin = at.getScheme() + "://" + at.getRawAuthority();
        String down = unreachable.get(origin);
        if (down != null) {
            throw new RegistryException(down);
        }
        // The time is for the whole answer: one that drips in for hours is as bad as none.
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).thenApplyAsync(response -> {
            try (InputStream body = response.body()) {
                return read(at, response, body);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            unreachable.put(origin, origin + ": does not answer in time");
            throw new RegistryException(shown(at) + ": no whole answer within " + time.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof java.io.UncheckedIOException io ? io.getCause() : e.getCause();
            if (cause instanceof RegistryException known) {
                throw known;
            }
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                unreachable.put(origin, origin + ": cannot be reached");
                throw new RegistryException(origin + ": cannot be reached", e);
            }
            throw new RegistryException(shown(at) + ": " + (cause == null || cause.getMessage() == null
                    ? "no answer"
                    : cause.getMessage()), e);
        }
    }

    private Answer read(URI at, HttpResponse<?> response, InputStream body) throws IOException {
        int status = response.statusCode();
        if (status == NOT_FOUND || status == GONE) {
            return new Answer(null, null);
        }
        String location = response.headers().firstValue("Location").orElse(null);
        if (status / 100 == 3 && location != null) {
            return new Answer(null, location);
        }
        if (status != OK) {
            throw new RegistryException(shown(at) + ": the registry answers " + status);
        }
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (out.size() + read > limits.bytes()) {
                throw new RegistryException(shown(at) + ": the answer is larger than " + (limits.bytes() >> 20) + " MiB");
            }
            out.write(buffer, 0, read);
        }
        return new Answer(out.toByteArray(), null);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static boolean local(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    /// An address for messages, without credentials and query.
    static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
