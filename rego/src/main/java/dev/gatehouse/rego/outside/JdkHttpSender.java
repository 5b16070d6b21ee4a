package dev.gatehouse.rego.outside;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends requests with the JDK's client, HTTP/1.1, to the hosts that are allowed.
public final class JdkHttpSender implements HttpSender {
    private static final int MOST_REDIRECTS = 10;
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final Predicate<String> allowed;
    private final int mostBytes;
    private final @Nullable HttpCache cache;

    /// @param allowed whether a host may be asked, by its name in the URL without the port; each redirection is asked about, too
    /// @param mostBytes the largest body of an answer
    /// @param cache what keeps answers between evaluations; null for nothing
    public JdkHttpSender(Predicate<String> allowed, int mostBytes, @Nullable HttpCache cache) {
        this.allowed = allowed;
        this.mostBytes = mostBytes;
        this.cache = cache;
    }

    @Override
    public @Nullable HttpCache cache() {
        return cache;
    }

    @Override
    public HttpReply send(HttpCall call) throws IOException, InterruptedException {
        long end = System.nanoTime() + call.timeout().toNanos();
        // A client for each call: its TLS options are those of the call, and nothing of one policy is left for another.
        try (HttpClient client = client(call)) {
            URI url = call.url();
            String method = call.method();
            byte[] body = call.body();
            for (int redirects = 0;; redirects++) {
                HttpResponse<InputStream> response = exchange(client, call, url, method, body, end);
                String location = response.headers().firstValue("location").orElse(null);
                int code = response.statusCode();
                boolean redirects302 = code == 301 || code == 302 || code == 303;
                boolean follows = call.followsRedirects() && location != null && (redirects302 || code == 307 || code == 308);
                if (!follows) {
                    return new HttpReply(code, response.headers().map(), content(response.body()));
                }
                response.body().close();
                if (redirects == MOST_REDIRECTS) {
                    throw new IOException("stopped after " + MOST_REDIRECTS + " redirects");
                }
                url = resolve(url, location);
                if (redirects302 && !method.equals("HEAD")) {
                    method = "GET";
                    body = new byte[0];
                }
            }
        }
    }

    private static URI resolve(URI base, String location) throws IOException {
        try {
            return base.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("redirection to a malformed place", e);
        }
    }

    private static HttpClient client(HttpCall call) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(positive(call.timeout()));
        if (call.tls() != HttpCall.Tls.USUAL) {
            builder.sslContext(TlsContext.of(call.tls()));
        }
        return builder.build();
    }

    private static Duration positive(Duration duration) {
        return duration.isPositive() ? duration : Duration.ofNanos(1);
    }

    private HttpResponse<InputStream> exchange(HttpClient client, HttpCall call, URI url, String method, byte[] body, long end)
            throws IOException, InterruptedException {
        String host = url.getHost();
        if (host == null || url.getScheme() == null || !url.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
            throw new IOException("unsupported protocol scheme \"" + url.getScheme() + "\"");
        }
        if (!allowed.test(host)) {
            throw new IOException("unallowed host: " + host);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(method, body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(positive(Duration.ofNanos(end - System.nanoTime())));
        // What says who is asking is for the first host only.
        boolean sameHost = host.equals(call.url().getHost());
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (RESTRICTED.contains(name)) {
                throw new IOException("the header " + header.getKey() + " cannot be set");
            }
            if (sameHost || !Set.of("authorization", "cookie", "www-authenticate").contains(name)) {
                request.header(header.getKey(), header.getValue());
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new HttpTimeoutException("request timed out");
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private byte[] content(InputStream body) throws IOException {
        try (body) {
            byte[] content = body.readNBytes(mostBytes);
            if (body.read() >= 0) {
                throw new IOException("the answer has more than " + mostBytes + " bytes");
            }
            return content;
        }
    }
}
