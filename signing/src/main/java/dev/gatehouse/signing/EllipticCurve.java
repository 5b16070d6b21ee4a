package dev.gatehouse.signing;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/// NIST P-256, as far as the JDK does not offer it: the public point that belongs to a private number.
///
/// Many private key files hold the number alone. The arithmetic is that of the textbook and not of constant time: it runs once
/// when a person's own key file is read, on the machine that holds it.
final class EllipticCurve {
    /// The one curve.
    static final EllipticCurve P256 = new EllipticCurve("secp256r1");

    private final ECParameterSpec parameters;
    private final BigInteger prime;

    private EllipticCurve(String name) {
        try {
            var algorithm = AlgorithmParameters.getInstance("EC");
            algorithm.init(new ECGenParameterSpec(name));
            parameters = algorithm.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
        prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    /// Whether these are its parameters.
    boolean is(ECParameterSpec other) {
        return other.getCurve().equals(parameters.getCurve()) && other.getGenerator().equals(parameters.getGenerator())
                && other.getOrder().equals(parameters.getOrder()) && other.getCofactor() == parameters.getCofactor();
    }

    /// The generator times the number, which lies between 1 and the order.
    ECPoint publicPoint(BigInteger number) throws SigningException {
        if (number.signum() <= 0 || number.compareTo(parameters.getOrder()) >= 0) {
            throw new SigningException("the private number of the key lies outside the curve's order");
        }
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = number.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            if (number.testBit(bit)) {
                sum = add(sum, parameters.getGenerator());
            }
        }
        return sum;
    }

    private ECPoint add(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        if (b.equals(ECPoint.POINT_INFINITY)) {
            return a;
        }
        BigInteger ax = a.getAffineX();
        BigInteger ay = a.getAffineY();
        BigInteger rise;
        BigInteger run;
        if (ax.equals(b.getAffineX())) {
            if (!ay.equals(b.getAffineY()) || ay.signum() == 0) {
                return ECPoint.POINT_INFINITY;
            }
            rise = ax.pow(2).multiply(BigInteger.valueOf(3)).add(parameters.getCurve().getA());
            run = ay.shiftLeft(1);
        } else {
            rise = b.getAffineY().subtract(ay);
            run = b.getAffineX().subtract(ax);
        }
        BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
        BigInteger x = slope.pow(2).subtract(ax).subtract(b.getAffineX()).mod(prime);
        BigInteger y = slope.multiply(ax.subtract(x)).subtract(ay).mod(prime);
        return new ECPoint(x, y);
    }
}
