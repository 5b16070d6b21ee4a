package dev.gatehouse.signing;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A DSSE envelope, version 1: a payload, what it is, and signatures over both (Dead Simple Signing Envelope, secure-systems-lab/dsse).
///
/// Nothing of the payload may be believed before [#signers] has named a key that is trusted. Immutable.
public final class Envelope {
    /// The media type of the envelope's JSON.
    public static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";
    private static final Limits LIMITS = new Limits(64 << 20, 8, 1000);
    private static final int MOST_SIGNATURES = 64;

    private final String payloadType;
    private final byte[] payload;
    private final List<Seal> seals;

    /// One signature.
    ///
    /// @param keyId
    ///            the signer's hint at the key; unauthenticated, so only good for people; null if there is none
    private record Seal(@Nullable String keyId, byte[] signature) {}

    private Envelope(String payloadType, byte[] payload, List<Seal> seals) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.seals = List.copyOf(seals);
    }

    /// A payload signed by one key.
    ///
    /// @param payloadType
    ///            media type or URI that says how the payload is to be read
    public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
        return new Envelope(payloadType, payload.clone(), List.of()).signedBy(key);
    }

    /// A payload with a signature that was made elsewhere, over [#message(String, byte\[\])]: by an SSH key, an agent, a device.
    ///
    /// @param keyId
    ///            hint at the key; null for none
    public static Envelope of(String payloadType, byte[] payload, @Nullable String keyId, byte[] signature) {
        return new Envelope(payloadType, payload.clone(), List.of(new Seal(keyId, signature.clone())));
    }

    /// The same with one more signature.
    public Envelope signedBy(SigningKey key) {
        List<Seal> more = new ArrayList<>(seals);
        more.add(new Seal(key.verificationKey().id(), key.sign(authenticated())));
        return new Envelope(payloadType, payload, more);
    }

    /// Reads an envelope.
    ///
    /// @param name
    ///            where it comes from, for messages
    /// @throws DocumentException
    ///             if it is no JSON of that form
    public static Envelope read(String name, byte[] json) throws DocumentException {
        return of(Fields.of(name, Documents.read(Format.JSON, name, json, LIMITS)));
    }

    static Envelope of(Fields fields) throws DocumentException {
        String payloadType = fields.requiredText("payloadType");
        byte[] payload = base64(fields, "payload");
        List<Seal> seals = new ArrayList<>();
        for (Fields signature : fields.each("signatures")) {
            seals.add(new Seal(signature.text("keyid"), base64(signature, "sig")));
        }
        if (seals.isEmpty() || seals.size() > MOST_SIGNATURES) {
            throw fields.error(fields.mapping(), "an envelope has between 1 and " + MOST_SIGNATURES + " signatures");
        }
        return new Envelope(payloadType, payload, seals);
    }

    private static byte[] base64(Fields fields, String key) throws DocumentException {
        // Signers may use either alphabet, and verifiers must take both.
        String text = fields.requiredText(key).replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw fields.error(fields.required(key), "'" + key + "' is not base64");
        }
    }

    /// What the payload is.
    public String payloadType() {
        return payloadType;
    }

    /// The payload; a copy.
    public byte[] payload() {
        return payload.clone();
    }

    /// Those of the keys that signed this payload as this type; a key counts once however often it signed.
    public SequencedSet<VerificationKey> signers(Collection<VerificationKey> trusted) {
        byte[] message = authenticated();
        var signers = new LinkedHashSet<VerificationKey>();
        for (VerificationKey key : trusted) {
            if (seals.stream().anyMatch(seal -> key.verifies(message, seal.signature()))) {
                signers.add(key);
            }
        }
        return signers;
    }

    /// The signatures, for whoever verifies them with keys of another kind; copies.
    public List<byte[]> signatures() {
        return seals.stream().map(seal -> seal.signature().clone()).toList();
    }

    /// What the signatures of this envelope are over.
    public byte[] message() {
        return authenticated();
    }

    private byte[] authenticated() {
        return message(payloadType, payload);
    }

    /// The pre-authentication encoding: what is really signed.
    public static byte[] message(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(payload.length + 64);
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /// The envelope as JSON, on one line.
    public byte[] json() {
        var out = new ByteArrayOutputStream();
        try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            writeMembers(json, true);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /// @param hints
    ///            whether signatures say whose they are; some verifiers take a hint that they would have written otherwise for another key
    void writeMembers(JsonGenerator json, boolean hints) {
        json.writeStringProperty("payloadType", payloadType);
        json.writeStringProperty("payload", Base64.getEncoder().encodeToString(payload));
        json.writeArrayPropertyStart("signatures");
        for (Seal seal : seals) {
            json.writeStartObject();
            if (hints && seal.keyId() != null) {
                json.writeStringProperty("keyid", seal.keyId());
            }
            json.writeStringProperty("sig", Base64.getEncoder().encodeToString(seal.signature()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that && Arrays.equals(json(), that.json());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }
}
