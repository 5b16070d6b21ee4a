package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.crypto.CryptoException;
import dev.gatehouse.rego.crypto.JsonWebKey;
import dev.gatehouse.rego.crypto.Key;
import dev.gatehouse.rego.crypto.PublicKey;
import dev.gatehouse.rego.crypto.Signatures;
import dev.gatehouse.rego.crypto.WebTokenAlgorithm;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON Web Tokens (RFC 7519) in their compact serialization: reading, checking with one key, signing.
final class WebTokens {
    private WebTokens() {}

    static void register(Builtins.Table table) {
        table.add("io.jwt.decode", (context, arguments) -> decode(context, arguments[0]));
        table.add("io.jwt.decode_verify", WebTokenVerification::verify);
        table.add("io.jwt.encode_sign",
                (context, arguments) -> sign(context, json(arguments[0]), json(arguments[1]), json(arguments[2])));
        table.add("io.jwt.encode_sign_raw", (context, arguments) -> {
            String key = Operands.string(arguments, 2);
            return sign(context, Operands.string(arguments, 0), Operands.string(arguments, 1), key);
        });
        for (String bits : List.of("256", "384", "512")) {
            String hash = "SHA-" + bits;
            table.add("io.jwt.verify_hs" + bits, (context, arguments) -> verifyMac(context, hash, arguments));
            table.add("io.jwt.verify_rs" + bits, (context, arguments) -> verify(context, arguments,
                    (key, message, signature) -> key instanceof PublicKey.Rsa rsa
                            && Signatures.verifyPkcs1(rsa, hash, message, signature)));
            table.add("io.jwt.verify_ps" + bits, (context, arguments) -> verify(context, arguments,
                    (key, message, signature) -> key instanceof PublicKey.Rsa rsa
                            && Signatures.verifyPss(rsa, hash, message, signature, true)));
            table.add("io.jwt.verify_es" + bits, (context, arguments) -> verify(context, arguments,
                    (key, message, signature) -> key instanceof PublicKey.Ec ec
                            && Signatures.verifyEcdsa(ec, hash, message, signature)));
        }
        table.add("io.jwt.verify_eddsa", (context, arguments) -> verify(context, arguments,
                (key, message, signature) -> key instanceof PublicKey.Ed25519 edwards
                        && Signatures.verifyEd25519(edwards, message, signature)));
    }

    private static Value decode(BuiltinContext context, Value argument) {
        Value text = argument;
        while (true) {
            WebToken token = WebToken.split(text);
            ObjectValue header = token.decodeHeader(context);
            String payload = token.decodePayload(context);
            if (header.get("cty") instanceof StringValue type && type.text().equals("JWT")) {
                // A token in a token, which may stand in quotes.
                text = StringValue.of(unquoted(payload));
                continue;
            }
            ObjectValue claims = WebToken.object(context, payload);
            byte[] signature;
            try {
                signature = Encodings.decodeUrl(context, token.signature());
            } catch (BuiltinError e) {
                throw e.stops() ? e : BuiltinError.failure("JWT signature had invalid encoding: " + e.getMessage());
            }
            return ArrayValue.of(header, claims, StringValue.of(HexFormat.of().formatHex(signature)));
        }
    }

    private static String unquoted(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && "\"'".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "\"'".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static Value verifyMac(BuiltinContext context, String hash, Value[] arguments) {
        String text = Operands.string(arguments, 0);
        String secret = Operands.string(arguments, 1);
        context.read(text);
        WebToken token = WebToken.split(arguments[0]);
        byte[] signature = Encodings.decodeUrl(context, token.signature());
        return BooleanValue.of(MessageDigest.isEqual(signature, Signatures.mac(hash, Utf8.encode(secret), token.signed())));
    }

    /// How one algorithm checks.
    @FunctionalInterface
    interface Check {
        boolean holds(Key key, byte[] message, byte[] signature);
    }

    private static Value verify(BuiltinContext context, Value[] arguments, Check check) {
        WebToken token = WebToken.split(arguments[0]);
        List<JsonWebKey> keys = VerificationKeys.read(context, Operands.string(arguments, 1));
        byte[] signature = Encodings.decodeUrl(context, token.signature());
        WebTokenHeader header = WebTokenHeader.of(token.decodeHeader(context));
        return BooleanValue.of(VerificationKeys.anyVerifies(context, keys, header, token, signature, check));
    }

    private static String json(Value value) {
        try {
            return JsonWriter.compact(true).write(value);
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failure("failed to prepare JWT for marshalling: " + e.getMessage());
        }
    }

    private static Value sign(BuiltinContext context, String headers, String payload, String keys) {
        context.checkCharacters(2L * headers.length() + 2L * payload.length());
        context.work(VerificationKeys.SIGNATURE_WORK);
        try {
            List<JsonWebKey> all = JsonWebKey.readAll(keys, VerificationKeys.limits(context));
            if (all.isEmpty()) {
                throw BuiltinError.failure("no keys found in JWK set");
            }
            ObjectValue header = parsedHeaders(context, headers);
            String algorithm = algorithm(header);
            boolean isJwt = !(header.get("typ") instanceof StringValue type) || type.text().equals("JWT");
            if (isJwt && !isJson(context, payload)) {
                throw BuiltinError.failure("type is JWT but payload is not JSON");
            }
            String signed = encoded(Utf8.encode(headers)) + "." + encoded(Utf8.encode(payload));
            byte[] signature = WebTokenAlgorithm.of(algorithm).sign(all.getFirst().key(), Utf8.encode(signed));
            return StringValue.of(signed + "." + encoded(signature));
        } catch (CryptoException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectValue parsedHeaders(BuiltinContext context, String headers) {
        if (headers.isEmpty()) {
            throw BuiltinError.failure("missing or invalid 'alg' header: cannot parse JSON: cannot parse empty string");
        }
        Value parsed = parsed(context, headers);
        // The reader that OPA uses for headers takes more for numbers than JSON does.
        if (parsed == null && !headers.strip().matches("[0-9.eE+-]+")) {
            throw BuiltinError.failure("missing or invalid 'alg' header: cannot parse JSON");
        }
        return parsed instanceof ObjectValue object ? object : ObjectValue.EMPTY;
    }

    private static String algorithm(ObjectValue header) {
        String algorithm = switch (header.get("alg")) {
            case null -> throw BuiltinError.failure("missing or invalid 'alg' header: jwsbb: header \"alg\" not found");
            case StringValue string -> string.text();
            default -> throw BuiltinError.failure("missing or invalid 'alg' header: jwsbb: header \"alg\" is no string");
        };
        if (!JsonWebKey.ALGORITHMS.contains(algorithm)) {
            throw BuiltinError.failure("unknown JWS algorithm: " + algorithm);
        }
        return algorithm;
    }

    private static boolean isJson(BuiltinContext context, String text) {
        return parsed(context, text) != null;
    }

    private static @Nullable Value parsed(BuiltinContext context, String text) {
        try {
            return JsonText.read(context, text);
        } catch (JsonException e) {
            return null;
        }
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
