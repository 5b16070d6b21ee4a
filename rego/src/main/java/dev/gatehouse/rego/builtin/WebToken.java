package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.util.List;

/// The three parts of a token, still encoded.
record WebToken(String header, String payload, String signature) {
    static WebToken split(Value text) {
        List<String> parts = List.of(Operands.string(text, 1).split("\\.", -1));
        if (parts.size() == 1) {
            throw BuiltinError.failure("encoded JWT had no period separators");
        }
        if (parts.size() != 3) {
            throw BuiltinError.failure("encoded JWT must have 3 sections, found " + parts.size());
        }
        return new WebToken(parts.get(0), parts.get(1), parts.get(2));
    }

    /// What the signature signs.
    byte[] signed() {
        return Utf8.encode(header + "." + payload);
    }

    ObjectValue decodeHeader(BuiltinContext context) {
        ObjectValue decoded;
        try {
            decoded = object(context, decoded(context, header, "header"));
        } catch (BuiltinError e) {
            boolean encoding = e.stops() || String.valueOf(e.getMessage()).startsWith("JWT");
            throw encoding ? e : BuiltinError.failure("bad JWT header: " + e.getMessage());
        }
        if (decoded.get("enc") != null) {
            throw BuiltinError.failure("JWT is a JWE object, which is not supported");
        }
        return decoded;
    }

    String decodePayload(BuiltinContext context) {
        return decoded(context, payload, "payload");
    }

    private static String decoded(BuiltinContext context, String part, String name) {
        try {
            return Utf8.decode(Encodings.decodeUrl(context, part));
        } catch (BuiltinError e) {
            throw e.stops() ? e : BuiltinError.failure("JWT " + name + " had invalid encoding: " + e.getMessage());
        }
    }

    static ObjectValue object(BuiltinContext context, String json) {
        Value value;
        try {
            value = JsonText.read(context, json);
        } catch (JsonException e) {
            throw BuiltinError.failure("invalid JSON: " + e.getMessage());
        }
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw BuiltinError.failure("decoded JSON type was not an Object");
    }
}
