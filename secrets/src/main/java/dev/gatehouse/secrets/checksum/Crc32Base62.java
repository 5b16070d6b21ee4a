package dev.gatehouse.secrets.checksum;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// A prefix that ends in `_`, 30 characters, and their CRC-32 in six base-62 digits (`0-9A-Za-z`).
///
/// Source: GitHub's blog, “Behind GitHub's new authentication token formats” (2021-04-05) and the changelog entry on npm's tokens
/// (2021-09-23).
final class Crc32Base62 implements TokenFormat {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 30;
    private static final int CHECK = 6;

    @Override
    public Verdict verify(String token) {
        int body = token.indexOf('_') + 1;
        if (body == 0 || token.length() - body != RANDOM + CHECK) {
            return Verdict.unknown("no CRC-32 at this length");
        }
        int check = body + RANDOM;
        return token.substring(check).equals(checksum(token.substring(body, check)))
                ? Verdict.valid("CRC-32 matches")
                : Verdict.invalid("CRC-32 does not match");
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        StringBuilder body = new StringBuilder(begun.substring(begun.indexOf('_') + 1));
        int given = body.length();
        while (body.length() < RANDOM) {
            body.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return body.substring(given) + checksum(body.toString());
    }

    static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        char[] digits = new char[CHECK];
        long rest = crc.getValue();
        for (int i = CHECK - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }
}
