package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.outside.HttpCall;
import dev.gatehouse.rego.outside.HttpSender;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the request object of `http.send`.
final class HttpRequests {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> TEXTS = List.of("method", "url", "raw_body", "tls_ca_cert", "tls_ca_cert_file",
            "tls_ca_cert_env_variable", "tls_client_cert", "tls_client_cert_file", "tls_client_cert_env_variable",
            "tls_client_key", "tls_client_key_file", "tls_client_key_env_variable", "tls_server_name");

    private HttpRequests() {}

    /// @throws IOException if the sender does not give a file or a variable that the request names
    static HttpCall read(HttpSender sender, ObjectValue request) throws IOException {
        for (String name : TEXTS) {
            if (request.get(name) != null && !(request.get(name) instanceof StringValue)) {
                throw BuiltinError.failure("\"" + name + "\" must be a string");
            }
        }
        String url = text(request, "url");
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw BuiltinError.failure("parse \"" + url + "\": " + e.getReason());
        }
        if (text(request, "method").isEmpty() || !text(request, "method").matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw BuiltinError.failure("net/http: invalid method \"" + text(request, "method") + "\"");
        }
        return new HttpCall(text(request, "method").toUpperCase(Locale.ROOT), uri, headers(request.get("headers")), body(request),
                truth(request, "enable_redirect"), timeout(request.get("timeout")), tls(sender, request));
    }

    /// A text without the quotes around it; empty if it is missing.
    private static String text(ObjectValue request, String name) {
        return request.get(name) instanceof StringValue string ? string.text().replaceAll("^\"+|\"+$", "") : "";
    }

    static boolean truth(ObjectValue request, String name) {
        return switch (request.get(name)) {
            case null -> false;
            case BooleanValue truth -> truth.value();
            default -> throw BuiltinError.failure("invalid value for \"" + name + "\" field");
        };
    }

    static int count(ObjectValue request, String name) {
        return switch (request.get(name)) {
            case null -> 0;
            case NumberValue number when number.isLong() && number.longValue() >= 0 && number.longValue() <= Integer.MAX_VALUE ->
                (int) number.longValue();
            case Value value -> throw BuiltinError.failure("invalid value " + value + " for field \"" + name + "\"");
        };
    }

    private static byte[] body(ObjectValue request) {
        Value body = request.get("body");
        if (request.get("raw_body") != null || body == null) {
            return Utf8.encode(text(request, "raw_body"));
        }
        try {
            return Utf8.encode(JsonWriter.compact(true).write(body));
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> headers(@Nullable Value headers) {
        var read = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        read.put("User-Agent", "Gatehouse");
        if (headers == null) {
            return read;
        }
        if (!(headers instanceof ObjectValue object)) {
            throw BuiltinError.failure("invalid type for headers key");
        }
        object.forEach((name, value) -> {
            if (!(value instanceof StringValue text)) {
                throw BuiltinError.failure("invalid type for headers value " + value);
            }
            read.put(JsonWriter.keyName(name), text.text());
        });
        return read;
    }

    private static Duration timeout(@Nullable Value timeout) {
        return switch (timeout) {
            case null -> USUAL_TIMEOUT;
            case NumberValue number when number.isLong() -> positive(number.longValue());
            case NumberValue number -> throw BuiltinError.failure("invalid timeout number value " + number + ", must be int64");
            case StringValue text when text.text().matches("[+-]?[0-9]{1,18}") -> positive(Long.parseLong(text.text()));
            case StringValue text -> positive(GoDuration.parse(text.text()));
            default -> throw BuiltinError.operand(1,
                    "'timeout' must be one of {string, number} but got " + timeout.kind().typeName());
        };
    }

    /// In Go, no time at all means no limit; here it means the usual one.
    private static Duration positive(long nanoseconds) {
        return nanoseconds <= 0 ? USUAL_TIMEOUT : Duration.ofNanos(nanoseconds);
    }

    private static HttpCall.Tls tls(HttpSender sender, ObjectValue request) throws IOException {
        boolean insecure = truth(request, "tls_insecure_skip_verify");
        boolean system = truth(request, "tls_use_system_certs");
        String server = text(request, "tls_server_name");
        List<byte[]> authorities = new ArrayList<>();
        byte[] authority = pem(sender, request, "tls_ca_cert");
        if (authority != null) {
            // As OPA does: line ends that were escaped once too often.
            authorities.add(new String(authority, StandardCharsets.UTF_8).replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
        }
        addIfThere(authorities, pem(sender, request, "tls_ca_cert_file"));
        addIfThere(authorities, pem(sender, request, "tls_ca_cert_env_variable"));
        List<HttpCall.Identity> identities = new ArrayList<>();
        for (String source : List.of("", "_file", "_env_variable")) {
            byte[] certificate = pem(sender, request, "tls_client_cert" + source);
            byte[] key = pem(sender, request, "tls_client_key" + source);
            if (certificate != null && key != null) {
                identities.add(new HttpCall.Identity(certificate, key));
            }
        }
        return !insecure && authorities.isEmpty() && identities.isEmpty() && server.isEmpty()
                ? HttpCall.Tls.USUAL
                : new HttpCall.Tls(!insecure, authorities, system, identities, server.isEmpty() ? null : server);
    }

    private static void addIfThere(List<byte[]> list, byte @Nullable [] bytes) {
        if (bytes != null) {
            list.add(bytes);
        }
    }

    private static byte @Nullable [] pem(HttpSender sender, ObjectValue request, String name) throws IOException {
        String text = text(request, name);
        if (text.isEmpty()) {
            return null;
        }
        if (name.endsWith("_file")) {
            return sender.file(text);
        }
        return (name.endsWith("_env_variable") ? sender.environment(text) : text).getBytes(StandardCharsets.UTF_8);
    }
}
