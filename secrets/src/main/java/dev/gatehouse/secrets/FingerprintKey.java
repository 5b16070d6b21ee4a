package dev.gatehouse.secrets;

import dev.gatehouse.core.finding.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What fingerprints of secrets are made with: an HMAC of the value, so that the same secret has the same identity everywhere,
/// and
/// nobody without the key can try values against it.
///
/// Only an organisation's own key keeps that last promise. A key that is derived from the repository's history, and even more the
/// constant one, lets whoever has the repository guess weak values. Immutable, thread-safe.
public final class FingerprintKey {
    /// The scheme of fingerprints of secrets.
    public static final String SCHEME = "secret";
    private static final int VERSION = 1;
    private static final int SHORTEST = 16;
    private static final int HEX_DIGITS = 32;

    private final String id;
    private final SecretKeySpec key;

    private FingerprintKey(String id, byte[] key) {
        this.id = id;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// The organisation's key.
    ///
    /// @throws IllegalArgumentException
    ///             if it is shorter than 16 bytes
    public static FingerprintKey ofOrganisation(byte[] key) {
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException("a fingerprint key needs at least " + SHORTEST + " bytes");
        }
        FingerprintKey named = new FingerprintKey("", key);
        return new FingerprintKey("org-" + named.hmac("gatehouse key id").substring(0, 8), key);
    }

    /// The key of a repository whose organisation has none: the same in all its clones and forks.
    ///
    /// @param rootCommit
    ///            object id of the oldest root commit, in hexadecimal
    public static FingerprintKey ofRootCommit(String rootCommit) {
        FingerprintKey derived = new FingerprintKey("", ("gatehouse root commit " + rootCommit).getBytes(StandardCharsets.UTF_8));
        return new FingerprintKey("root-" + derived.hmac("gatehouse key id").substring(0, 8), derived.key.getEncoded());
    }

    /// The constant key, for what has no history.
    public static FingerprintKey ofNobody() {
        return new FingerprintKey("public", "gatehouse public fingerprint key".getBytes(StandardCharsets.UTF_8));
    }

    /// Says which key it is; part of every fingerprint.
    public String id() {
        return id;
    }

    /// The fingerprint of a secret.
    ///
    /// @param secret
    ///            in clear; what only its writing changes (line ends and armour of a PEM key, white space around it) does
    ///            not count
    public Fingerprint fingerprint(String secret) {
        return fingerprintOf(hmac(Normalised.of(secret)));
    }

    /// The HMAC of a secret, the first 32 hexadecimal digits.
    String hmacOf(String secret) {
        return hmac(Normalised.of(secret));
    }

    /// The fingerprint with a known HMAC.
    Fingerprint fingerprintOf(String hmac) {
        return new Fingerprint(SCHEME, VERSION, id + "." + hmac);
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).substring(0, HEX_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// Its id only.
    @Override
    public String toString() {
        return "FingerprintKey[" + id + "]";
    }
}
