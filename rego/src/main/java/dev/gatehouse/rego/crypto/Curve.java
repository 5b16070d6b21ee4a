package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import org.jspecify.annotations.Nullable;

/// The elliptic curves of NIST that OPA knows. P-224 can be read but not computed with: the JDK has no arithmetic for it.
public enum Curve {
    /// `secp224r1`, in certificates only.
    P224("P-224", "", "1.3.132.0.33", 28),
    /// `secp256r1`.
    P256("P-256", "secp256r1", "1.2.840.10045.3.1.7", 32),
    /// `secp384r1`.
    P384("P-384", "secp384r1", "1.3.132.0.34", 48),
    /// `secp521r1`.
    P521("P-521", "secp521r1", "1.3.132.0.35", 66);

    private final String label;
    private final String standard;
    private final String identifier;
    private final int octets;

    Curve(String label, String standard, String identifier, int octets) {
        this.label = label;
        this.standard = standard;
        this.identifier = identifier;
        this.octets = octets;
    }

    /// The name in JSON Web Keys, such as `P-256`.
    public String label() {
        return label;
    }

    /// How many octets a coordinate has.
    public int octets() {
        return octets;
    }

    static @Nullable Curve of(ObjectIdentifier identifier) {
        for (Curve curve : values()) {
            if (identifier.is(curve.identifier)) {
                return curve;
            }
        }
        return null;
    }

    /// The curve of a JSON Web Key's `crv`; null if none of that name can be computed with.
    static @Nullable Curve labelled(String label) {
        for (Curve curve : values()) {
            if (curve != P224 && curve.label.equals(label)) {
                return curve;
            }
        }
        return null;
    }

    /// The curve's numbers.
    ///
    /// @throws CryptoException for P-224
    ECParameterSpec parameters() throws CryptoException {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(standard));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new CryptoException("curve " + label + " is not supported");
        }
    }

    /// Whether a point lies on the curve.
    boolean contains(BigInteger x, BigInteger y) throws CryptoException {
        EllipticCurve curve = parameters().getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }
}
