package dev.gatehouse.signing;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.NamedParameterSpec;

/// How a key signs. Two are enough: one that every tool of the supply chain knows, one that is shorter and simpler.
public enum Algorithm {
    /// ECDSA over NIST P-256 with SHA-256, signatures in DER: what cosign makes by default.
    ECDSA_P256("ECDSA P-256", "SHA256withECDSA"),
    /// Ed25519 (RFC 8032).
    ED25519("Ed25519", "Ed25519");

    private static final int P256_BITS = 256;

    private final String label;
    private final String javaName;

    Algorithm(String label, String javaName) {
        this.label = label;
        this.javaName = javaName;
    }

    /// The name for people.
    public String label() {
        return label;
    }

    /// The name of the signature in the JDK.
    String javaName() {
        return javaName;
    }

    /// How this key signs.
    ///
    /// @throws SigningException
    ///             if it is of another kind
    static Algorithm of(Key key) throws SigningException {
        if (key instanceof EdECKey edwards && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return ED25519;
        }
        if (key instanceof ECKey curve && EllipticCurve.P256.is(curve.getParams())) {
            return ECDSA_P256;
        }
        if (key instanceof ECKey curve) {
            int bits = curve.getParams().getOrder().bitLength();
            throw new SigningException(
                    "the key lies on " + (bits == P256_BITS ? "another curve of 256 bits" : "a curve of " + bits + " bits")
                            + "; only NIST P-256 and Ed25519 keys are used");
        }
        throw new SigningException("it is a key for " + key.getAlgorithm() + "; only NIST P-256 and Ed25519 keys are used");
    }
}
