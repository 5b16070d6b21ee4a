package dev.gatehouse.rego.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `http.send` against servers with certificates of an authority that only the policy knows.
class HttpsSendTest {
    private final List<HttpsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private static String pem(String name) {
        try (InputStream in = HttpsSendTest.class.getResourceAsStream(name + ".pem")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String name) {
        return pem(name).getBytes(StandardCharsets.US_ASCII);
    }

    /// A server that answers with the name of the client's certificate.
    private String server(String identity, boolean wantsClient) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = TlsContext.of(new HttpCall.Tls(true, List.of(bytes("authority")), false,
                List.of(new HttpCall.Identity(bytes(identity), bytes(identity))), null));
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(wantsClient);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = client((HttpsExchange) exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        servers.add(server);
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static String client(HttpsExchange exchange) {
        try {
            return exchange.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static Value body(String url, String options) throws RegoException {
        String policy = "package p\nx := http.send({\"method\": \"get\", \"url\": input.url" + options + "}).raw_body";
        Value input = dev.gatehouse.rego.value.ObjectValue.builder().put("url", StringValue.of(url))
                .put("ca", StringValue.of(pem("authority"))).put("client", StringValue.of(pem("client"))).build();
        Outside outside = Outside.NONE.withHttp(new JdkHttpSender(host -> host.equals("127.0.0.1"), 100_000, null));
        return Objects.requireNonNull(Rego.compiler().compile(Map.of("p.rego", policy)).query("data.p.x")
                .value(EvaluationRequest.of(input).withStrict(true).withOutside(outside)));
    }

    @Test
    void serversOfUnknownAuthoritiesAreRefused() throws Exception {
        String url = server("address", false);
        assertThatThrownBy(() -> body(url, "")).isInstanceOf(EvaluationException.class)
                .hasMessageContaining("certification path");
        assertThat(body(url, ", \"tls_ca_cert\": input.ca")).hasToString("\"nobody\"");
        assertThat(body(url, ", \"tls_insecure_skip_verify\": true")).hasToString("\"nobody\"");
    }

    @Test
    void theCertificateMustBeForTheServersName() throws Exception {
        String url = server("named", false);
        assertThatThrownBy(() -> body(url, ", \"tls_ca_cert\": input.ca")).isInstanceOf(EvaluationException.class);
        assertThat(body(url, ", \"tls_ca_cert\": input.ca, \"tls_server_name\": \"policy.example\"")).hasToString("\"nobody\"");
        assertThatThrownBy(() -> body(url, ", \"tls_ca_cert\": input.ca, \"tls_server_name\": \"other.example\""))
                .isInstanceOf(EvaluationException.class).hasMessageContaining("not valid for other.example");
        assertThat(body(url, ", \"tls_insecure_skip_verify\": true")).hasToString("\"nobody\"");
    }

    @Test
    void clientsShowTheirCertificate() throws Exception {
        String url = server("address", true);
        assertThat(body(url, ", \"tls_ca_cert\": input.ca, \"tls_client_cert\": input.client, \"tls_client_key\": input.client"))
                .hasToString("\"CN=client\"");
        assertThatThrownBy(() -> body(url, ", \"tls_ca_cert\": input.ca")).isInstanceOf(EvaluationException.class);
    }
}
