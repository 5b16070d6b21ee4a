package dev.gatehouse.rego.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.PreparedQuery;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSendTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpCache cache = new HttpCache(1_000_000);
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/json", exchange -> answer(exchange, 200, "application/json; charset=utf-8", "{\"a\": [1, 2]}"));
        server.createContext("/text", exchange -> answer(exchange, 200, "text/plain", "{\"a\": 1}"));
        server.createContext("/missing", exchange -> answer(exchange, 404, "text/plain", "no"));
        server.createContext("/echo", exchange -> answer(exchange, 200, "application/json",
                "{\"method\": \"" + exchange.getRequestMethod() + "\", \"x\": \"" + exchange.getRequestHeaders().getFirst("X-A")
                        + "\", \"body\": " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + "}"));
        server.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "/json");
            answer(exchange, 302, "text/plain", "");
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://other.example/");
            answer(exchange, 302, "text/plain", "");
        });
        server.createContext("/large", exchange -> answer(exchange, 200, "text/plain", "x".repeat(200_000)));
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(3_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.createContext("/tagged", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                requests.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                exchange.close();
            } else {
                answer(exchange, 200, "text/plain", "tagged");
            }
        });
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        requests.incrementAndGet();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Outside outside() {
        return Outside.NONE.withHttp(new JdkHttpSender(host -> host.equals("127.0.0.1"), 100_000, cache));
    }

    private @Nullable Value evaluate(String expression, EvaluationRequest request) throws RegoException {
        PreparedQuery query = Rego.compiler().compile(Map.of("p.rego", "package p\nx := " + expression.replace("BASE", base)))
                .query("data.p.x");
        return query.value(request);
    }

    private @Nullable Value evaluate(String expression) throws RegoException {
        return evaluate(expression, EvaluationRequest.of(null).withStrict(true).withOutside(outside()));
    }

    @Test
    void nothingIsSentUnlessTheHostAllowsIt() {
        assertThatThrownBy(() -> evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/json\"})", EvaluationRequest.of(null)))
                .isInstanceOf(EvaluationException.class).hasMessageContaining("does not allow");
        assertThat(requests).hasValue(0);
    }

    @Test
    void answersAreDecodedByTheirType() throws RegoException {
        assertThat(evaluate("[r.status, r.status_code, r.body.a[1], r.raw_body, r.headers[\"content-type\"]] if "
                + "r := http.send({\"method\": \"get\", \"url\": \"BASE/json\"})"))
                .hasToString("[\"200 OK\", 200, 2, \"{\\\"a\\\": [1, 2]}\", [\"application/json; charset=utf-8\"]]");
        assertThat(evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/text\"}).body")).hasToString("null");
        assertThat(evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/text\", \"force_json_decode\": true}).body.a"))
                .hasToString("1");
        assertThat(evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/missing\"}).status"))
                .hasToString("\"404 Not Found\"");
    }

    @Test
    void methodHeadersAndBodyAreSent() throws RegoException {
        assertThat(evaluate("http.send({\"method\": \"post\", \"url\": \"BASE/echo\", \"headers\": {\"x-a\": \"v\"}, "
                + "\"body\": {\"k\": {1, 2}}}).body"))
                .hasToString("{\"body\": {\"k\": [1, 2]}, \"method\": \"POST\", \"x\": \"v\"}");
    }

    @Test
    void aRequestIsSentOnceInAnEvaluation() throws RegoException {
        evaluate("[a, b] if { a := http.send({\"method\": \"get\", \"url\": \"BASE/json\"}); "
                + "b := http.send({\"method\": \"get\", \"url\": \"BASE/json\"}) }");
        assertThat(requests).hasValue(1);
    }

    @Test
    void redirectionsAreFollowedOnlyOnWishAndToAllowedHosts() throws RegoException {
        assertThat(evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/redirect\"}).status_code")).hasToString("302");
        assertThat(evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/redirect\", \"enable_redirect\": true}).body.a[0]"))
                .hasToString("1");
        assertThatThrownBy(
                () -> evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/elsewhere\", \"enable_redirect\": true})"))
                .hasMessageContaining("unallowed host: other.example");
    }

    @Test
    void failuresAreErrorsOrValues() throws RegoException {
        String closed = "\"url\": \"http://127.0.0.1:1/\"";
        assertThatThrownBy(() -> evaluate("http.send({\"method\": \"get\", " + closed + "})"))
                .hasMessageContaining("Get \"http://127.0.0.1:1/\"");
        assertThat(evaluate(
                "[r.status_code, r.error.code] if r := http.send({\"method\": \"get\", \"raise_error\": false, \"max_retry_attempts\": 1, "
                        + closed + "})"))
                .hasToString("[0, \"eval_http_send_network_error\"]");
        assertThat(evaluate("http.send({\"method\": 1, \"raise_error\": false, \"url\": \"BASE/\"}).error.code"))
                .hasToString("\"eval_http_send_internal_error\"");
    }

    @Test
    void largeAndSlowAnswersAreGivenUp() {
        assertThatThrownBy(() -> evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/large\"})"))
                .isInstanceOf(EvaluationException.class);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/slow\", \"timeout\": \"300ms\"})"))
                .hasMessageContaining("request timed out");
        assertThat(System.nanoTime() - begin).isLessThan(2_500_000_000L);
    }

    @Test
    void answersAreKeptBetweenEvaluationsAsLongAsThePolicySays() throws RegoException {
        String forced = "http.send({\"method\": \"get\", \"url\": \"BASE/text\", \"force_cache\": true, "
                + "\"force_cache_duration_seconds\": 60}).status_code";
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        EvaluationRequest request = EvaluationRequest.of(null).withStrict(true).withOutside(outside());
        evaluate(forced, request.withTime(now));
        evaluate(forced, request.withTime(now.plusSeconds(59)));
        assertThat(requests).hasValue(1);
        evaluate(forced, request.withTime(now.plusSeconds(61)));
        assertThat(requests).hasValue(2);
    }

    @Test
    void aStaleAnswerIsAskedAbout() throws RegoException {
        String tagged = "http.send({\"method\": \"get\", \"url\": \"BASE/tagged\", \"cache\": true}).raw_body";
        assertThat(evaluate(tagged)).hasToString("\"tagged\"");
        assertThat(evaluate(tagged)).hasToString("\"tagged\"");
        assertThat(requests).hasValue(2);
    }

    @Test
    void filesAndVariablesAreNotRead() {
        assertThatThrownBy(
                () -> evaluate("http.send({\"method\": \"get\", \"url\": \"BASE/json\", \"tls_ca_cert_file\": \"/etc/passwd\"})"))
                .hasMessageContaining("reading files is not allowed");
    }

    @Test
    void anAddressIsLookedUpOnlyIfTheHostAllowsIt() throws RegoException {
        assertThat(evaluate("net.lookup_ip_addr(\"192.0.2.1\")")).hasToString("{\"192.0.2.1\"}");
        assertThatThrownBy(() -> evaluate("net.lookup_ip_addr(\"a.example\")")).hasMessageContaining("does not allow");
        AddressResolver resolver = host -> java.util.List.of(InetAddress.ofLiteral("2001:db8::1"));
        assertThat(evaluate("net.lookup_ip_addr(\"a.example\")",
                EvaluationRequest.of(null).withOutside(Outside.NONE.withResolver(resolver)))).hasToString("{\"2001:db8::1\"}");
    }
}
