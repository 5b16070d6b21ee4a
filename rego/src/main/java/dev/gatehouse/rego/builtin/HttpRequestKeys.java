package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import java.util.List;
import java.util.stream.Stream;

/// The keys that a request object may and must have.
final class HttpRequestKeys {
    private static final SetValue ALLOWED = set("method", "url", "body", "enable_redirect", "force_json_decode",
            "force_yaml_decode", "headers", "raw_body", "tls_use_system_certs", "tls_ca_cert", "tls_ca_cert_file",
            "tls_ca_cert_env_variable", "tls_client_cert", "tls_client_cert_file", "tls_client_cert_env_variable",
            "tls_client_key", "tls_client_key_file", "tls_client_key_env_variable", "tls_insecure_skip_verify",
            "tls_server_name", "timeout", "cache", "force_cache", "force_cache_duration_seconds", "raise_error", "caching_mode",
            "max_retry_attempts", "cache_ignored_headers");

    private HttpRequestKeys() {}

    private static SetValue set(String... names) {
        return SetValue.of(Stream.of(names).map(StringValue::of).toList());
    }

    static void check(ObjectValue request) {
        var unknown = SetValue.builder();
        request.keys().forEach(key -> {
            if (!ALLOWED.contains(key)) {
                unknown.add(key);
            }
        });
        if (unknown.size() > 0) {
            throw BuiltinError.operand(1, "invalid request parameters(s): " + unknown.build());
        }
        var missing = SetValue.builder();
        for (String name : List.of("method", "url")) {
            if (request.get(name) == null) {
                missing.add(StringValue.of(name));
            }
        }
        if (missing.size() > 0) {
            throw BuiltinError.operand(1, "missing required request parameters(s): " + missing.build());
        }
    }
}
