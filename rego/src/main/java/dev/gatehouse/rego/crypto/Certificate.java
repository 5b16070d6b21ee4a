package dev.gatehouse.rego.crypto;

import dev.gatehouse.rego.value.ObjectValue;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An X.509 certificate (RFC 5280).
public final class Certificate {
    /// The parts that are signed or compared as they were written.
    record Raw(byte[] all, byte[] signed, byte[] keyInfo, byte[] subject, byte[] issuer) {}

    private final Raw raw;
    private final int version;
    private final BigInteger serial;
    private final SignatureAlgorithm signatureAlgorithm;
    private final byte[] signature;
    private final Instant notBefore;
    private final Instant notAfter;
    private final Name issuer;
    private final Name subject;
    private final @Nullable PublicKey publicKey;
    private final List<Extension> extensions;
    private final Extensions details;

    private Certificate(Der whole, byte[] all) throws CryptoException {
        byte[] signed = whole.element(Der.SEQUENCE, "x509: malformed tbs certificate");
        Der body = new Der(signed).content(Der.SEQUENCE, "x509: malformed tbs certificate");
        Der versions = body.optional(Der.context(0, true), "x509: malformed version");
        BigInteger number = versions == null ? BigInteger.ZERO : versions.integer("x509: malformed version");
        if (number.signum() < 0 || number.compareTo(BigInteger.TWO) > 0) {
            throw new CryptoException("x509: invalid version");
        }
        this.version = number.intValueExact() + 1;
        this.serial = body.integer("x509: malformed serial number");
        if (serial.signum() < 0) {
            throw new CryptoException("x509: negative serial number");
        }
        byte[] inner = body.element(Der.SEQUENCE, "x509: malformed signature algorithm identifier");
        byte[] outer = whole.element(Der.SEQUENCE, "x509: malformed algorithm identifier");
        if (!Arrays.equals(inner, outer)) {
            throw new CryptoException("x509: inner and outer signature algorithm identifiers don't match");
        }
        this.signatureAlgorithm = SignatureAlgorithm
                .of(Algorithm.read(new Der(inner).content(Der.SEQUENCE, "x509: malformed algorithm identifier")));
        byte[] issuerBytes = body.element(Der.SEQUENCE, "x509: malformed issuer");
        this.issuer = Name.read(issuerBytes);
        Der validity = body.content(Der.SEQUENCE, "x509: malformed validity");
        this.notBefore = time(validity);
        this.notAfter = time(validity);
        byte[] subjectBytes = body.element(Der.SEQUENCE, "x509: malformed issuer");
        this.subject = Name.read(subjectBytes);
        byte[] keyInfo = body.element(Der.SEQUENCE, "x509: malformed spki");
        this.publicKey = PublicKeys.read(new Der(keyInfo).content(Der.SEQUENCE, "x509: malformed spki"));
        this.raw = new Raw(all, signed, keyInfo, subjectBytes, issuerBytes);
        body.optional(Der.context(1, false), "x509: malformed issuerUniqueID");
        body.optional(Der.context(2, false), "x509: malformed subjectUniqueID");
        Der tagged = version == 3 ? body.optional(Der.context(3, true), "x509: malformed extensions") : null;
        this.extensions = tagged == null
                ? List.of()
                : Extension.readAll(tagged.content(Der.SEQUENCE, "x509: malformed extensions"));
        this.details = Extensions.of(extensions);
        this.signature = whole.bitString("x509: malformed signature").rightAligned();
    }

    /// Reads one certificate in DER, with nothing after it.
    public static Certificate read(byte[] der) throws CryptoException {
        List<Certificate> all = readAll(der);
        if (all.size() != 1) {
            throw new CryptoException(all.isEmpty() ? "x509: malformed certificate" : "x509: trailing data");
        }
        return all.getFirst();
    }

    /// Reads certificates in DER that follow each other.
    public static List<Certificate> readAll(byte[] der) throws CryptoException {
        var certificates = new ArrayList<Certificate>();
        var reader = new Der(der);
        while (!reader.isEmpty()) {
            byte[] all = reader.element(Der.SEQUENCE, "x509: malformed certificate");
            certificates.add(new Certificate(new Der(all).content(Der.SEQUENCE, "x509: malformed certificate"), all));
        }
        return certificates;
    }

    private static Instant time(Der validity) throws CryptoException {
        int tag = validity.peek();
        if (tag != Der.UTC_TIME && tag != Der.GENERALIZED_TIME) {
            throw new CryptoException("x509: unsupported time format");
        }
        String malformed = tag == Der.UTC_TIME ? "x509: malformed UTCTime" : "x509: malformed GeneralizedTime";
        String text = Name.ascii(validity.content(tag, malformed).rest(), malformed);
        if (tag == Der.UTC_TIME && text.matches("[0-9]{10}Z")) {
            text = text.substring(0, 10) + "00Z";
        }
        if (!text.matches(tag == Der.UTC_TIME ? "[0-9]{12}Z" : "[0-9]{14}Z")) {
            throw new CryptoException(malformed);
        }
        if (tag == Der.UTC_TIME) {
            text = (text.charAt(0) >= '5' ? "19" : "20") + text;
        }
        try {
            return LocalDateTime.of(part(text, 0, 4), part(text, 4, 6), part(text, 6, 8), part(text, 8, 10), part(text, 10, 12),
                    part(text, 12, 14)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new CryptoException(malformed);
        }
    }

    private static int part(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    /// The key that the certificate vouches for; null if its algorithm is unknown.
    public @Nullable PublicKey publicKey() {
        return publicKey;
    }

    /// The certificate's DER.
    public byte[] encoded() {
        return raw.all().clone();
    }

    /// Everything, in the JSON that Go gives its own structure of a certificate.
    ///
    /// @param withUriTexts whether `URIStrings` is added
    public ObjectValue json(boolean withUriTexts) {
        return CertificateJson.write(this, withUriTexts);
    }

    /// Whether another certificate's key signed this one.
    boolean isSignedBy(Certificate other) {
        return other.publicKey != null && signatureAlgorithm.verify(other.publicKey, raw.signed(), signature);
    }

    Raw raw() {
        return raw;
    }

    int version() {
        return version;
    }

    BigInteger serial() {
        return serial;
    }

    SignatureAlgorithm signatureAlgorithm() {
        return signatureAlgorithm;
    }

    byte[] signature() {
        return signature;
    }

    Instant notBefore() {
        return notBefore;
    }

    Instant notAfter() {
        return notAfter;
    }

    Name issuer() {
        return issuer;
    }

    Name subject() {
        return subject;
    }

    List<Extension> extensions() {
        return extensions;
    }

    Extensions details() {
        return details;
    }
}
