package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A request for a certificate (RFC 2986).
public final class CertificateRequest {
    private static final String MALFORMED = "asn1: structure error: malformed certificate request";
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

    private CertificateRequest() {}

    /// Reads a request in DER and writes it in the JSON that Go gives its own structure.
    public static ObjectValue json(byte[] der) throws CryptoException {
        Der reader = new Der(der);
        byte[] all = reader.element(Der.SEQUENCE, MALFORMED);
        if (!reader.isEmpty()) {
            throw new CryptoException("asn1: syntax error: trailing data");
        }
        Der whole = new Der(all).content(Der.SEQUENCE, MALFORMED);
        byte[] signed = whole.element(Der.SEQUENCE, MALFORMED);
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(Algorithm.read(whole.content(Der.SEQUENCE, MALFORMED)));
        byte[] signature = whole.bitString(MALFORMED).rightAligned();
        Der body = new Der(signed).content(Der.SEQUENCE, MALFORMED);
        BigInteger version = body.integer(MALFORMED);
        byte[] subject = body.element(Der.SEQUENCE, MALFORMED);
        byte[] keyInfo = body.element(Der.SEQUENCE, MALFORMED);
        PublicKey key = PublicKeys.read(new Der(keyInfo).content(Der.SEQUENCE, MALFORMED));
        var attributes = new ArrayList<Value>();
        List<Extension> extensions = List.of();
        Der set = body.optional(Der.context(0, true), MALFORMED);
        while (set != null && !set.isEmpty()) {
            Der attribute = set.content(Der.SEQUENCE, MALFORMED);
            ObjectIdentifier type = attribute.objectIdentifier(MALFORMED);
            byte[] values = attribute.element(Der.SET, MALFORMED);
            if (type.is(EXTENSION_REQUEST)) {
                extensions = Extension.readAll(new Der(values).content(Der.SET, MALFORMED).content(Der.SEQUENCE, MALFORMED));
            }
            Value written = attribute(type, values);
            if (written != NullValue.NULL) {
                attributes.add(written);
            }
        }
        GeneralNames names = GeneralNames.NONE;
        for (Extension extension : extensions) {
            names = extension.identifier().is("2.5.29.17") ? GeneralNames.read(extension.value()) : names;
        }
        var json = ObjectValue.builder().put("Raw", CertificateJson.base64(all))
                .put("RawTBSCertificateRequest", CertificateJson.base64(signed))
                .put("RawSubjectPublicKeyInfo", CertificateJson.base64(keyInfo))
                .put("RawSubject", CertificateJson.base64(subject))
                .put("Version", NumberValue.of(version)).put("Signature", CertificateJson.base64(signature))
                .put("SignatureAlgorithm", NumberValue.of(algorithm.ordinal()))
                .put("PublicKeyAlgorithm", NumberValue.of(CertificateJson.algorithm(key)))
                .put("PublicKey", CertificateJson.key(key))
                .put("Subject", CertificateJson.name(Name.read(subject)))
                .put("Attributes", CertificateJson.list(attributes, value -> value))
                .put("Extensions", CertificateJson.list(extensions, CertificateJson::extension))
                .put("ExtraExtensions", NullValue.NULL);
        CertificateJson.putNames(json, names);
        return json.build();
    }

    /// An attribute whose values are sets of types and values, the only ones that Go's structure holds; null for others.
    private static Value attribute(ObjectIdentifier type, byte[] values) {
        var sets = new ArrayList<Value>();
        try {
            Der set = new Der(values).content(Der.SET, MALFORMED);
            while (!set.isEmpty()) {
                Der sequence = set.content(Der.SEQUENCE, MALFORMED);
                var pairs = new ArrayList<Value>();
                while (!sequence.isEmpty()) {
                    Der pair = sequence.content(Der.SEQUENCE, MALFORMED);
                    ObjectIdentifier identifier = pair.objectIdentifier(MALFORMED);
                    if (pair.peek() == Der.BOOLEAN) {
                        // Critical: Go's structure holds a value only.
                        return NullValue.NULL;
                    }
                    byte[] value = pair.content(Der.OCTET_STRING, MALFORMED).rest();
                    pairs.add(ObjectValue.builder().put("Type", CertificateJson.identifier(identifier))
                            .put("Value", CertificateJson.base64(value)).build());
                }
                sets.add(ArrayValue.of(pairs));
            }
        } catch (CryptoException e) {
            return NullValue.NULL;
        }
        return ObjectValue.builder().put("Type", CertificateJson.identifier(type)).put("Value", ArrayValue.of(sets)).build();
    }
}
