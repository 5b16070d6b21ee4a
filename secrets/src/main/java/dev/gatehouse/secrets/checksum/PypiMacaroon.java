package dev.gatehouse.secrets.checksum;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// `pypi-` and a macaroon in binary format version 2, base64url: location, identifier, caveats, and a signature of 32 bytes.
///
/// Source: PyPI's help on API tokens; the libmacaroons v2 format description.
final class PypiMacaroon implements TokenFormat {
    private static final String PREFIX = "pypi-";
    private static final int LOCATION = 1;
    private static final int IDENTIFIER = 2;
    private static final int VERIFICATION = 4;
    private static final int SIGNATURE = 6;

    @Override
    public Verdict verify(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.substring(Math.min(PREFIX.length(), token.length())));
        } catch (IllegalArgumentException e) {
            return Verdict.invalid("not base64url");
        }
        return whole(bytes) ? Verdict.valid("a whole macaroon") : Verdict.invalid("not a whole macaroon");
    }

    /// Walks the fields: header, any number of caveats, each ended by 0; one more 0; the signature.
    private static boolean whole(byte[] bytes) {
        if (bytes.length < 40 || bytes[0] != 2) {
            return false;
        }
        int at = 1;
        boolean inSection = false;
        while (at < bytes.length) {
            int type = bytes[at++] & 0xff;
            if (type == 0) {
                if (!inSection) {
                    return at + 34 == bytes.length && bytes[at] == SIGNATURE && bytes[at + 1] == 32;
                }
                inSection = false;
                continue;
            }
            if (type != LOCATION && type != IDENTIFIER && type != VERIFICATION) {
                return false;
            }
            int length = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                if (at >= bytes.length || shift > 14) {
                    return false;
                }
                length |= (bytes[at] & 0x7f) << shift;
                more = bytes[at++] < 0;
                shift += 7;
            }
            at += length;
            inSection = true;
        }
        return false;
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(2);
        field(out, LOCATION, "pypi.org".getBytes(StandardCharsets.US_ASCII));
        byte[] name = new byte[36];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) (i == 8 || i == 13 || i == 18 || i == 23 ? '-' : Character.forDigit(random.nextInt(16), 16));
        }
        field(out, IDENTIFIER, name);
        out.write(0);
        byte[] caveat = ("[3, \"" + Integer.toHexString(random.nextInt()) + "\"]").getBytes(StandardCharsets.US_ASCII);
        field(out, IDENTIFIER, caveat);
        out.write(0);
        out.write(0);
        byte[] signature = new byte[32];
        random.nextBytes(signature);
        field(out, SIGNATURE, signature);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    private static void field(ByteArrayOutputStream out, int type, byte[] data) {
        out.write(type);
        out.write(data.length);
        out.writeBytes(data);
    }
}
