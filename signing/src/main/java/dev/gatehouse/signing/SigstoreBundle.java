package dev.gatehouse.signing;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An envelope in the form in which cosign 3 (2.5 with `--new-bundle-format`) attaches it to images: a Sigstore bundle, version 0.3
/// (sigstore/protobuf-specs, sigstore_bundle.proto), signed by a key and without an entry in a transparency log.
///
/// @param envelope
///            has one signature
public record SigstoreBundle(Envelope envelope) {
    /// The media type of the JSON, and the artifact type of what is attached.
    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final Limits LIMITS = new Limits(96 << 20, 16, 10_000);
    private static final String KEY_ID = "sha256:";

    /// Reads a bundle. Certificates and log entries that it may carry are not looked at: trust comes from keys that are known.
    ///
    /// @param name
    ///            where it comes from, for messages
    /// @throws DocumentException
    ///             if it is none, or holds something else than an envelope
    public static SigstoreBundle read(String name, byte[] json) throws DocumentException {
        Fields fields = Fields.of(name, Documents.read(Format.JSON, name, json, LIMITS));
        String type = fields.requiredText("mediaType");
        if (!type.equals(MEDIA_TYPE)) {
            throw fields.error(fields.required("mediaType"), "only Sigstore bundles of version 0.3 are read");
        }
        Fields envelope = fields.fields("dsseEnvelope");
        if (envelope == null) {
            throw fields.error(fields.mapping(), "the bundle holds no DSSE envelope");
        }
        return new SigstoreBundle(Envelope.of(envelope));
    }

    /// The bundle as JSON, on one line.
    ///
    /// @param key
    ///            whose signature the envelope carries; its hint is the base64 of the digest of its SubjectPublicKeyInfo, as cosign has it
    public byte[] json(VerificationKey key) {
        byte[] digest = HexFormat.of().parseHex(key.id().substring(KEY_ID.length()));
        var out = new ByteArrayOutputStream();
        try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("mediaType", MEDIA_TYPE);
            json.writeObjectPropertyStart("verificationMaterial");
            json.writeObjectPropertyStart("publicKey");
            json.writeStringProperty("hint", Base64.getEncoder().encodeToString(digest));
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectPropertyStart("dsseEnvelope");
            envelope.writeMembers(json, false);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
