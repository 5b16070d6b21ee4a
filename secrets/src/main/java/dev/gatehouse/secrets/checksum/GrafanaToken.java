package dev.gatehouse.secrets.checksum;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// `glsa_`, 32 characters, `_`, and the CRC-32 of all before that, its bytes lowest first in hexadecimal.
///
/// Source: the token generator in Grafana's public source (`satokengen`).
final class GrafanaToken implements TokenFormat {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Override
    public Verdict verify(String token) {
        int cut = token.lastIndexOf('_');
        if (cut < 0 || token.length() - cut != 9) {
            return Verdict.unknown("no CRC-32 at this length");
        }
        return token.substring(cut + 1).equals(checksum(token.substring(0, cut)))
                ? Verdict.valid("CRC-32 matches")
                : Verdict.invalid("CRC-32 does not match");
    }

    @Override
    public String complete(String begun, RandomGenerator random) {
        StringBuilder key = new StringBuilder(begun.endsWith("_") && begun.length() > 5
                ? begun.substring(0, begun.length() - 1)
                : begun);
        boolean separated = key.length() < begun.length();
        while (!separated && key.length() < 5 + 32) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return (separated ? "" : key.substring(begun.length()) + "_") + checksum(key.toString());
    }

    private static String checksum(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(Integer.reverseBytes((int) crc.getValue()));
    }
}
