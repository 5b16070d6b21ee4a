package dev.gatehouse.cli.evidence;

import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The signature over evidence: an in-toto statement about the JSON and the page, by their digests.
final class SignedEvidence {
    /// How its predicate is to be read: `{"framework": …}`.
    static final String PREDICATE_TYPE = "https://gatehouse.dev/evidence/v1";

    private SignedEvidence() {}

    /// The envelope, as JSON.
    ///
    /// @param name
    ///            of the files, without ending
    static byte[] envelope(String name, byte[] json, byte[] page, SigningKey key) {
        var statement = new Statement(List.of(Statement.Subject.sha256(name + ".json", sha256(json)),
                Statement.Subject.sha256(name + ".html", sha256(page))), PREDICATE_TYPE,
                ("{\"framework\":\"" + name.substring("evidence-".length()) + "\"}").getBytes(StandardCharsets.UTF_8));
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.json(), key).json();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
