package dev.gatehouse.secrets.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Prefix, base64url payload, `.01.` (`.` in the first tokens of the kind), the payload's length in two base-36 digits, and the
/// CRC-32 of all before it in seven.
///
/// Source: GitLab's design document “Routable tokens” and the public generator
/// (`lib/authn/token_field/generator/routable_token.rb`).
final class GitlabRoutableToken implements TokenFormat {
    private static final Pattern FORM = Pattern
            .compile("(gl[a-z]{1,12}-)([0-9A-Za-z_-]{1,400})\\.(?:01\\.)?([0-9a-z]{2})([0-9a-z]{7})");

    @Override
    public Verdict verify(String token) {
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches()) {
            return Verdict.unknown("not a routable token: no check sum");
        }
        boolean length = Integer.parseInt(matcher.group(3), 36) == matcher.group(2).length();
        return length && matcher.group(4).equals(checksum(token.substring(0, matcher.start(4))))
                ? Verdict.valid("CRC-32 and length match")
                : Verdict.invalid("CRC-32 or length does not match");
    }

    /// Only the check sum if the length stands there already, else everything after the prefix.
    @Override
    public String complete(String begun, RandomGenerator random) {
        int point = begun.lastIndexOf('.');
        if (point > 0 && begun.length() - point == 3) {
            return checksum(begun);
        }
        byte[] payload = new byte[16 + 4];
        random.nextBytes(payload);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
        String length = Integer.toString(encoded.length(), 36);
        String rest = encoded + ".01." + (length.length() < 2 ? "0" + length : length);
        return rest + checksum(begun + rest);
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        String digits = Long.toString(crc.getValue(), 36);
        return "0".repeat(7 - digits.length()) + digits;
    }
}
