package dev.gatehouse.policy.ssh;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/// A public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`. Ed25519, ECDSA over the NIST curves, RSA of at least 2048
/// bits.
///
/// @param type
///            `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, …
/// @param blob
///            the key in the SSH wire format (RFC 4253, RFC 5656, RFC 8709)
/// @param key
///            the same for the JDK
public record SshPublicKey(String type, byte[] blob, PublicKey key) {
    static final Map<String, String> CURVES = Map.of("nistp256", "secp256r1", "nistp384", "secp384r1", "nistp521", "secp521r1");
    private static final int MINIMUM_RSA_BITS = 2048;

    /// Reads a line of an `authorized_keys`, `.pub` or configuration file.
    ///
    /// @throws SshFormatException
    ///             if it is not a key of a supported type
    public static SshPublicKey parse(String line) throws SshFormatException {
        String[] parts = line.strip().split("\\s+");
        if (parts.length < 2) {
            throw new SshFormatException("a public key has the form `ssh-ed25519 AAAA…`");
        }
        try {
            SshPublicKey key = ofBlob(Base64.getDecoder().decode(parts[1]));
            if (!key.type.equals(parts[0])) {
                throw new SshFormatException("the key says that it is " + key.type + ", the line says " + parts[0]);
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new SshFormatException("the key is not base64", e);
        }
    }

    /// Reads the wire format.
    static SshPublicKey ofBlob(byte[] blob) throws SshFormatException {
        WireReader reader = new WireReader(blob);
        String type = reader.text();
        try {
            PublicKey key = switch (type) {
                case "ssh-ed25519" -> ed25519(reader.string());
                case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ecdsa(type, reader);
                case "ssh-rsa" -> rsa(reader);
                default -> throw new SshFormatException("keys of type " + type + " are not supported; use ed25519, ecdsa or rsa");
            };
            reader.end();
            return new SshPublicKey(type, blob.clone(), key);
        } catch (GeneralSecurityException e) {
            throw new SshFormatException("it is not a valid " + type + " key", e);
        }
    }

    private static PublicKey ed25519(byte[] raw) throws GeneralSecurityException, SshFormatException {
        if (raw.length != 32) {
            throw new SshFormatException("an Ed25519 key has 32 bytes, this one " + raw.length);
        }
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = raw[31 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        var spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)));
        return KeyFactory.getInstance("Ed25519").generatePublic(spec);
    }

    private static PublicKey ecdsa(String type, WireReader reader) throws GeneralSecurityException, SshFormatException {
        String curve = reader.text();
        if (!type.endsWith("-" + curve)) {
            throw new SshFormatException("curve and type of the key differ");
        }
        byte[] point = reader.string();
        if (point.length < 3 || point[0] != 4 || point.length % 2 == 0) {
            throw new SshFormatException("the point of the key is not in uncompressed form");
        }
        int half = point.length / 2;
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVES.get(curve)));
        var spec = new ECPublicKeySpec(new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + half)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + half, point.length))),
                parameters.getParameterSpec(ECParameterSpec.class));
        return KeyFactory.getInstance("EC").generatePublic(spec);
    }

    private static PublicKey rsa(WireReader reader) throws GeneralSecurityException, SshFormatException {
        BigInteger exponent = reader.mpint();
        BigInteger modulus = reader.mpint();
        if (modulus.bitLength() < MINIMUM_RSA_BITS || modulus.bitLength() > 16_384 || exponent.bitLength() > 64) {
            throw new SshFormatException("an RSA key needs 2048 to 16384 bits, this one has " + modulus.bitLength());
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The line of a `.pub` file without a comment.
    @Override
    public String toString() {
        return type + " " + Base64.getEncoder().encodeToString(blob);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshPublicKey that && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }
}
