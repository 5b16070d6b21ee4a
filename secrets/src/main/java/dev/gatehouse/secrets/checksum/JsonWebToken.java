package dev.gatehouse.secrets.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Three base64url parts, of which the first two are JSON objects and the first names an algorithm (RFC 7519, RFC 7515); five
/// parts
/// when encrypted (RFC 7516).
final class JsonWebToken implements TokenFormat {

    @Override
    public Verdict verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 && parts.length != 5) {
            return Verdict.invalid("not three parts");
        }
        String header = json(parts[0]);
        if (header == null || !header.contains("\"alg\"")) {
            return Verdict.invalid("the header is no JSON object with an algorithm");
        }
        if (parts.length == 5) {
            return Verdict.valid("an encrypted token");
        }
        String payload = json(parts[1]);
        if (payload == null) {
            return Verdict.invalid("the payload is no JSON object");
        }
        // The token that jwt.io and countless tutorials show.
        if (payload.contains("\"John Doe\"") || payload.contains("\"1234567890\"")) {
            return Verdict.invalid("a documentation sample");
        }
        if (parts[2].isEmpty() || header.replace(" ", "").contains("\"alg\":\"none\"")) {
            return Verdict.doubtful("not signed");
        }
        return Verdict.valid("header and payload are JSON");
    }

    @org.jspecify.annotations.Nullable
    private static String json(String part) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8).strip();
            return text.length() > 2 && text.charAt(0) == '{' && text.charAt(text.length() - 1) == '}'
                    && text.indexOf('"') > 0 && text.indexOf('\uFFFD') < 0 ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        byte[] signature = new byte[32];
        random.nextBytes(signature);
        String payload = "{\"sub\":\"" + random.nextLong(1L << 40) + "a\",\"iat\":"
                + (1_600_000_000 + random.nextInt(100_000_000))
                + "}";
        String whole = encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + encoder.encodeToString(payload.getBytes(StandardCharsets.US_ASCII)) + "." + encoder.encodeToString(signature);
        return whole.startsWith(begun) ? whole.substring(begun.length()) : whole;
    }
}
