package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.crypto.Certificate;
import dev.gatehouse.rego.crypto.CryptoException;
import dev.gatehouse.rego.crypto.JsonWebKey;
import dev.gatehouse.rego.crypto.Pem;
import dev.gatehouse.rego.crypto.PublicKey;
import dev.gatehouse.rego.crypto.PublicKeys;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Utf8;
import java.util.List;

/// The keys that a policy gives to check tokens with: a certificate or a public key in PEM, a JSON Web Key, or a set of those.
final class VerificationKeys {
    /// About what one public-key operation costs, in the meter's units.
    static final int SIGNATURE_WORK = 5_000;

    private VerificationKeys() {}

    static ReadLimits limits(BuiltinContext context) {
        return new ReadLimits(context.limits().depth(), context.limits().characters(), context.limits().elements());
    }

    static List<JsonWebKey> read(BuiltinContext context, String text) {
        context.read(text);
        Pem block = Pem.decode(Utf8.encode(text));
        if (block == null) {
            try {
                return JsonWebKey.readAll(text, limits(context)).stream()
                        .filter(key -> key.algorithm().isEmpty() || JsonWebKey.ALGORITHMS.contains(key.algorithm())).toList();
            } catch (CryptoException e) {
                throw BuiltinError.failure("failed to parse a JWK key (set): " + e.getMessage());
            }
        }
        if (block.rest().length > 0) {
            throw BuiltinError.failure("extra data after a PEM certificate block");
        }
        return switch (block.type()) {
            case "CERTIFICATE" -> certificate(block);
            case "PUBLIC KEY" -> publicKey(block);
            default -> throw BuiltinError.failure("failed to extract a Key from the PEM certificate");
        };
    }

    private static List<JsonWebKey> certificate(Pem block) {
        try {
            PublicKey key = Certificate.read(block.bytes()).publicKey();
            return key == null ? List.of() : List.of(new JsonWebKey("", "", key));
        } catch (CryptoException e) {
            throw BuiltinError.failure("failed to parse a PEM certificate: " + e.getMessage());
        }
    }

    private static List<JsonWebKey> publicKey(Pem block) {
        try {
            return List.of(new JsonWebKey("", "", PublicKeys.read(block.bytes())));
        } catch (CryptoException e) {
            throw BuiltinError.failure("failed to parse a PEM public key: " + e.getMessage());
        }
    }

    /// Whether the key that the header names verifies, or any key if it names none of these.
    static boolean anyVerifies(
            BuiltinContext context, List<JsonWebKey> keys, WebTokenHeader header, WebToken token, byte[] signature,
            WebTokens.Check check) {
        byte[] message = token.signed();
        if (!header.keyIdentifier().isEmpty()) {
            for (JsonWebKey key : keys) {
                if (key.identifier().equals(header.keyIdentifier())) {
                    context.work(SIGNATURE_WORK);
                    return check.holds(key.key(), message, signature);
                }
            }
        }
        for (JsonWebKey key : keys) {
            context.work(SIGNATURE_WORK);
            if ((key.algorithm().isEmpty() || key.algorithm().equals(header.algorithm()))
                    && check.holds(key.key(), message, signature)) {
                return true;
            }
        }
        return false;
    }
}
