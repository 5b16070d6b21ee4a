package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.crypto.JsonWebKey;
import dev.gatehouse.rego.crypto.Key;
import dev.gatehouse.rego.crypto.WebTokenAlgorithm;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `io.jwt.decode_verify`: a token's signature and claims against the constraints of a policy.
///
/// @param keys null if there are none
/// @param secret empty if there is none
/// @param algorithm empty if any will do
/// @param issuer empty if any will do
/// @param audience empty if the token must have none
/// @param seconds the time to check for, since 1970
record WebTokenVerification(
        @Nullable List<JsonWebKey> keys, String secret, String algorithm, String issuer, String audience, NumberValue seconds) {
    private static final Value UNVERIFIED = ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);

    static Value verify(BuiltinContext context, Value[] arguments) {
        ObjectValue constraints = Operands.object(arguments, 1);
        return of(context, constraints).verify(context, arguments[0]);
    }

    private static WebTokenVerification of(BuiltinContext context, ObjectValue constraints) {
        List<JsonWebKey> keys = null;
        String secret = "";
        String algorithm = "";
        String issuer = "";
        String audience = "";
        double nanoseconds = nanoseconds(context.now());
        for (int rank = 0; rank < constraints.size(); rank++) {
            Value value = constraints.value(rank);
            String name = constraints.key(rank) instanceof StringValue key ? key.text() : constraints.key(rank).toString();
            switch (name) {
                case "cert" -> keys = VerificationKeys.read(context, text(name, value));
                case "secret" -> secret = text(name, value);
                case "alg" -> algorithm = text(name, value);
                case "iss" -> issuer = text(name, value);
                case "aud" -> audience = text(name, value);
                case "time" -> nanoseconds = time(value);
                default -> throw BuiltinError.failure("unknown token validation constraint: " + name);
            }
        }
        if (keys != null && !secret.isEmpty()) {
            throw BuiltinError.failure("duplicate key constraints");
        }
        if (keys == null && secret.isEmpty()) {
            throw BuiltinError.failure("no key constraint");
        }
        return new WebTokenVerification(keys, secret, algorithm, issuer, audience, NumberValue.of(nanoseconds / 1e9));
    }

    private static double nanoseconds(Instant instant) {
        // Exactly what a 64-bit number of nanoseconds becomes.
        return (double) (instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
    }

    private static String text(String name, Value value) {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw BuiltinError.failure(name + " constraint: must be a string");
    }

    private static double time(Value value) {
        if (!(value instanceof NumberValue number)) {
            throw BuiltinError.failure("token time constraint: must be a number");
        }
        double time = number.doubleValue();
        if (!Double.isFinite(time)) {
            throw BuiltinError.failure("token time constraint: unvalid float64");
        }
        if (time < 0) {
            throw BuiltinError.failure("token time constraint: must not be negative");
        }
        return time;
    }

    private Value verify(BuiltinContext context, Value argument) {
        Value text = argument;
        while (true) {
            WebToken token = WebToken.split(text);
            ObjectValue fields = token.decodeHeader(context);
            WebTokenHeader header = WebTokenHeader.of(fields);
            if (!header.valid() || (!algorithm.isEmpty() && !algorithm.equals(header.algorithm()))) {
                return UNVERIFIED;
            }
            byte[] signature = Encodings.decodeUrl(context, token.signature());
            if (!isSigned(context, header, token, signature)) {
                return UNVERIFIED;
            }
            String payload = token.decodePayload(context);
            if (!header.contentType().equalsIgnoreCase("JWT")) {
                ObjectValue claims = WebToken.object(context, payload);
                return holds(claims) ? ArrayValue.of(BooleanValue.TRUE, fields, claims) : UNVERIFIED;
            }
            text = StringValue.of(payload);
        }
    }

    private boolean isSigned(BuiltinContext context, WebTokenHeader header, WebToken token, byte[] signature) {
        WebTokenAlgorithm check = WebTokenAlgorithm.of(header.algorithm());
        boolean known = JsonWebKey.ALGORITHMS.contains(header.algorithm());
        if (keys == null) {
            return known && check.verify(new Key.Secret(Utf8.encode(secret)), token.signed(), signature);
        }
        return known && VerificationKeys.anyVerifies(context, keys, header, token, signature, check::verify);
    }

    private boolean holds(ObjectValue claims) {
        if (!issuer.isEmpty() && !(claims.get("iss") instanceof StringValue value && value.text().equals(issuer))) {
            return false;
        }
        Value claimed = claims.get("aud");
        if (claimed == null ? !audience.isEmpty() : !isAudience(claimed)) {
            return false;
        }
        NumberValue expires = number(claims, "exp");
        if (expires != null && seconds.compareTo(expires) >= 0) {
            return false;
        }
        NumberValue begins = number(claims, "nbf");
        return begins == null || seconds.compareTo(begins) >= 0;
    }

    private boolean isAudience(Value claimed) {
        return switch (claimed) {
            case StringValue one -> one.text().equals(audience);
            case ArrayValue several -> several.asList().contains(StringValue.of(audience));
            default -> false;
        };
    }

    private static @Nullable NumberValue number(ObjectValue claims, String name) {
        return switch (claims.get(name)) {
            case null -> null;
            case NumberValue number -> number;
            default -> throw BuiltinError.failure(name + " value must be a number");
        };
    }
}
