package dev.gatehouse.secrets.checksum;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key in PEM armour (RFC 7468; RFC 1421 for encrypted ones), OpenSSH's own format (`PROTOCOL.key`) or PGP's armour
/// (RFC 9580).
///
/// Keys are often written inside other texts: as one line with `\n`, as concatenated string literals, indented. All of that is
/// taken
/// off before the structure is looked at.
final class PemPrivateKey implements TokenFormat {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{0,40}?)PRIVATE KEY( BLOCK)?-----");
    private static final Pattern HEADER = Pattern.compile("(?:^|[\\n\"'])[ \\t]*([A-Za-z][A-Za-z-]{2,30}): ?([^\\n\"'\\\\]*)");
    /// What joins string literals: `" +`, `' .`, and a quote at the end or beginning of a line.
    private static final Pattern JOINT = Pattern
            .compile("[\"'`][ \\t]*[+.&][ \\t]*(?:[\\r\\n]|$)|[\\r\\n][ \\t]*[+.&][ \\t]*[\"'`]");
    private static final Pattern ARMOUR = Pattern.compile("[^A-Za-z0-9+/=]");
    private static final byte[] OPENSSH = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST = 30;

    @Override
    public Verdict verify(String token) {
        Matcher begin = BEGIN.matcher(token);
        if (!begin.find()) {
            return Verdict.unknown("no armour");
        }
        int end = token.indexOf("-----END", begin.end());
        String inner = (end < 0 ? token.substring(begin.end()) : token.substring(begin.end(), end))
                .replace("\\r", "").replace("\\n", "\n").replace("\\\\n", "\n");
        boolean encrypted = begin.group(1).startsWith("ENCRYPTED") || inner.contains("4,ENCRYPTED");
        String body = ARMOUR.matcher(JOINT.matcher(HEADER.matcher(inner).replaceAll("")).replaceAll("\n")).replaceAll("");
        if (inner.contains("...") || inner.contains("\u2026") || body.length() < 64) {
            return Verdict.invalid("no key between the lines");
        }
        if (begin.group(2) != null || begin.group(1).startsWith("PGP")) {
            return Verdict.valid("a PGP key block");
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return Verdict.doubtful("not base64");
        }
        if (uniform(bytes)) {
            return Verdict.invalid("a placeholder");
        }
        if (encrypted && !begin.group(1).startsWith("ENCRYPTED")) {
            return new Verdict(Verdict.Result.VALID, "encrypted with a passphrase", true);
        }
        return begin.group(1).startsWith("OPENSSH") ? openssh(bytes) : der(bytes, encrypted);
    }

    private static boolean uniform(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int distinct = 0;
        for (byte b : bytes) {
            if (!seen[b & 0xff]) {
                seen[b & 0xff] = true;
                distinct++;
            }
        }
        return distinct < 16;
    }

    /// One SEQUENCE whose length is what is there.
    private static Verdict der(byte[] bytes, boolean encrypted) {
        if (bytes.length < SHORTEST || bytes[0] != 0x30) {
            return Verdict.doubtful("not a DER sequence");
        }
        int length = bytes[1] & 0xff;
        int header = 2;
        if (length > 0x80) {
            int octets = length & 0x7f;
            if (octets > 3) {
                return Verdict.doubtful("not a DER sequence");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | bytes[header++] & 0xff;
            }
        }
        if (length + header > bytes.length) {
            return Verdict.doubtful("cut off");
        }
        return new Verdict(Verdict.Result.VALID, encrypted ? "encrypted with a passphrase" : "a whole DER structure", encrypted);
    }

    private static Verdict openssh(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (byte expected : OPENSSH) {
            if (!buffer.hasRemaining() || buffer.get() != expected) {
                return Verdict.doubtful("not an OpenSSH key");
            }
        }
        if (buffer.remaining() < 8) {
            return Verdict.doubtful("cut off");
        }
        int length = buffer.getInt();
        if (length < 1 || length > 64 || length > buffer.remaining()) {
            return Verdict.doubtful("not an OpenSSH key");
        }
        byte[] cipher = new byte[length];
        buffer.get(cipher);
        boolean plain = new String(cipher, StandardCharsets.US_ASCII).equals("none");
        return new Verdict(Verdict.Result.VALID, plain ? "an OpenSSH key" : "encrypted with a passphrase", !plain);
    }

    /// The armour's body: a DER sequence of random bytes in lines of 64.
    @Override
    public String complete(String begun, RandomGenerator random) {
        byte[] body = new byte[160];
        random.nextBytes(body);
        if (begun.contains("OPENSSH")) {
            ByteBuffer buffer = ByteBuffer.wrap(body);
            buffer.put(OPENSSH).putInt(4).put("none".getBytes(StandardCharsets.US_ASCII));
            buffer.putInt(4).put("none".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(1);
        } else {
            body[0] = 0x30;
            body[1] = (byte) 0x81;
            body[2] = (byte) (body.length - 3);
        }
        return Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(body);
    }
}
