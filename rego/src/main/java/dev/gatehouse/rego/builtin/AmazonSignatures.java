package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.crypto.Signatures;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.GoUrl;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `providers.aws.sign_req`: a request object signed with version 4 of Amazon's signatures.
final class AmazonSignatures {
    private static final List<String> REQUIRED = List.of("aws_service", "aws_access_key", "aws_secret_access_key", "aws_region");
    /// Headers that may change on the way.
    private static final Set<String> UNSIGNED = Set.of("authorization", "user-agent", "x-amzn-trace-id");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AmazonSignatures() {}

    static void register(Builtins.Table table) {
        table.add("providers.aws.sign_req", AmazonSignatures::sign);
    }

    private static Value sign(BuiltinContext context, Value[] arguments) {
        ObjectValue request = Operands.object(arguments, 0);
        if (!(arguments[1] instanceof ObjectValue config)) {
            throw BuiltinError.operandType(1, arguments[1], "object");
        }
        checkConfig(config);
        if (!(arguments[2] instanceof NumberValue time)) {
            throw BuiltinError.operandType(1, arguments[2], "number");
        }
        if (!time.isLong()) {
            throw BuiltinError.operand(3, "could not convert time_ns value into a unix timestamp");
        }
        HttpRequestKeys.check(request);
        ObjectValue headers = switch (request.get("headers")) {
            case null -> ObjectValue.EMPTY;
            case ObjectValue object -> object;
            case Value other -> throw BuiltinError.operandType(0, other, "object");
        };
        var invalid = SetValue.builder();
        List.of("url", "method").stream().filter(name -> !(request.get(name) instanceof StringValue))
                .forEach(name -> invalid.add(StringValue.of(name)));
        if (invalid.size() > 0) {
            throw BuiltinError.operand(1, "invalid values for required request parameters(s): " + invalid.build());
        }
        GoUrl url;
        try {
            url = GoUrl.parse(text(request.get("url")));
        } catch (GoUrl.Malformed e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
        boolean unsignedPayload = switch (config.get("disable_payload_signing")) {
            case null -> false;
            case BooleanValue truth -> truth.value();
            default -> throw BuiltinError.operand(2, "invalid value for 'disable_payload_signing' in AWS config");
        };
        String body = body(request);
        context.read(body);
        String digest = unsignedPayload ? "UNSIGNED-PAYLOAD" : sha256(body);
        return request.with(StringValue.of("headers"), signed(headers, config, url, text(request.get("method")), digest,
                Instant.EPOCH.plusNanos(time.longValue())));
    }

    private static void checkConfig(ObjectValue config) {
        var missing = SetValue.builder();
        var invalid = SetValue.builder();
        for (String name : REQUIRED) {
            Value value = config.get(name);
            if (value == null) {
                missing.add(StringValue.of(name));
            } else if (!(value instanceof StringValue)) {
                invalid.add(StringValue.of(name));
            }
        }
        if (missing.size() > 0) {
            throw BuiltinError.operand(2, "missing required AWS config parameters(s): " + missing.build());
        }
        if (invalid.size() > 0) {
            throw BuiltinError.operand(2, "invalid values for required AWS config parameters(s): " + invalid.build());
        }
    }

    private static String text(@Nullable Value value) {
        return value instanceof StringValue string ? string.text() : "";
    }

    private static String body(ObjectValue request) {
        Value raw = request.get("raw_body");
        Value body = request.get("body");
        if (raw != null || body == null) {
            return text(raw);
        }
        try {
            return JsonWriter.compact(true).write(body);
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectValue signed(ObjectValue headers, ObjectValue config, GoUrl url, String method, String digest,
            Instant time) {
        String service = text(config.get("aws_service"));
        String region = text(config.get("aws_region"));
        String date = DATE.format(time);
        String instant = TIME.format(time);
        Map<String, String> added = new TreeMap<>();
        added.put("host", url.host());
        added.put("x-amz-date", instant);
        if (service.equals("s3") || service.equals("glacier")) {
            added.put("x-amz-content-sha256", digest);
        }
        String token = text(config.get("aws_session_token"));
        if (!token.isEmpty()) {
            added.put("x-amz-security-token", token);
        }
        Map<String, String> signed = new TreeMap<>(added);
        headers.forEach((key, value) -> {
            String name = text(key).toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(name)) {
                signed.put(name, text(value));
            }
        });
        String names = String.join(";", signed.keySet());
        var canonical = new StringBuilder(method + "\n" + url.escapedPath() + "\n" + url.rawQuery() + "\n");
        signed.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(digest);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String signable = "AWS4-HMAC-SHA256\n" + instant + "\n" + scope + "\n" + sha256(canonical.toString());
        byte[] key = Utf8.encode("AWS4" + text(config.get("aws_secret_access_key")));
        for (String part : List.of(date, region, service, "aws4_request", signable)) {
            key = Signatures.mac("SHA-256", key, Utf8.encode(part));
        }
        var result = ObjectValue.builder();
        headers.forEach((name, value) -> result.put(StringValue.of(text(name)), StringValue.of(text(value))));
        result.put("Authorization",
                StringValue.of("AWS4-HMAC-SHA256 Credential=" + text(config.get("aws_access_key")) + "/" + scope
                        + ",SignedHeaders=" + names + ",Signature=" + HexFormat.of().formatHex(key)));
        added.forEach((name, value) -> result.put(name, StringValue.of(value)));
        return result.build();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Utf8.encode(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
