package dev.gatehouse.secrets.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// The bot's id in base64, a time stamp, and a signature, separated by points.
///
/// Source: Discord's developer documentation on authentication and snowflake ids.
final class DiscordToken implements TokenFormat {

    @Override
    public Verdict verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Verdict.invalid("not three parts");
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.US_ASCII);
            boolean snowflake = id.length() >= 17 && id.length() <= 20 && id.chars().allMatch(c -> c >= '0' && c <= '9');
            return snowflake ? Verdict.valid("the first part is a user id") : Verdict.invalid("the first part is no user id");
        } catch (IllegalArgumentException e) {
            return Verdict.invalid("the first part is not base64");
        }
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        byte[] time = new byte[4];
        byte[] signature = new byte[28];
        random.nextBytes(time);
        random.nextBytes(signature);
        String id = Long.toString(random.nextLong(400_000_000_000_000_000L, 1_300_000_000_000_000_000L));
        return encoder.encodeToString(id.getBytes(StandardCharsets.US_ASCII)) + "." + encoder.encodeToString(time) + "."
                + encoder.encodeToString(signature).substring(0, 38);
    }
}
