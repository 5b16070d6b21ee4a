package dev.gatehouse.rego.crypto;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/// Finds the public point of a private scalar, which the JDK offers nowhere. Not in constant time; signatures are made by the JDK.
final class Points {
    private final BigInteger prime;
    private final BigInteger a;

    private Points(EllipticCurve curve) {
        this.prime = ((ECFieldFp) curve.getField()).getP();
        this.a = curve.getA();
    }

    static PublicKey.Ec multiplied(Curve curve, BigInteger scalar) throws CryptoException {
        ECParameterSpec parameters = curve.parameters();
        if (scalar.signum() <= 0 || scalar.compareTo(parameters.getOrder()) >= 0) {
            throw new CryptoException("crypto/ecdsa: invalid private key");
        }
        var points = new Points(parameters.getCurve());
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            sum = points.add(sum, sum);
            if (scalar.testBit(bit)) {
                sum = points.add(sum, parameters.getGenerator());
            }
        }
        return new PublicKey.Ec(curve, sum.getAffineX(), sum.getAffineY());
    }

    private ECPoint add(ECPoint left, ECPoint right) {
        if (left.equals(ECPoint.POINT_INFINITY) || right.equals(ECPoint.POINT_INFINITY)) {
            return left.equals(ECPoint.POINT_INFINITY) ? right : left;
        }
        BigInteger slope;
        if (left.getAffineX().equals(right.getAffineX())) {
            if (left.getAffineY().add(right.getAffineY()).mod(prime).signum() == 0) {
                return ECPoint.POINT_INFINITY;
            }
            slope = left.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(a)
                    .multiply(left.getAffineY().shiftLeft(1).modInverse(prime));
        } else {
            slope = right.getAffineY().subtract(left.getAffineY())
                    .multiply(right.getAffineX().subtract(left.getAffineX()).modInverse(prime));
        }
        BigInteger x = slope.multiply(slope).subtract(left.getAffineX()).subtract(right.getAffineX()).mod(prime);
        BigInteger y = slope.multiply(left.getAffineX().subtract(x)).subtract(left.getAffineY()).mod(prime);
        return new ECPoint(x, y);
    }
}
