package dev.gatehouse.rego.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Texts of IP addresses (RFC 5952).
final class Addresses {
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private Addresses() {}

    static String text(byte[] octets) {
        if (octets.length == 16 && Arrays.equals(Arrays.copyOf(octets, 12), MAPPED)) {
            return text(Arrays.copyOfRange(octets, 12, 16));
        }
        List<String> parts = new ArrayList<>();
        if (octets.length == 4) {
            for (byte octet : octets) {
                parts.add(String.valueOf(octet & 0xff));
            }
            return String.join(".", parts);
        }
        for (int index = 0; index < 16; index += 2) {
            parts.add(String.format(Locale.ROOT, "%x", (octets[index] & 0xff) << 8 | (octets[index + 1] & 0xff)));
        }
        int from = 0;
        int longest = 0;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && parts.get(end).equals("0")) {
                end++;
            }
            if (end - start > longest) {
                longest = end - start;
                from = start;
            }
        }
        return longest < 2
                ? String.join(":", parts)
                : String.join(":", parts.subList(0, from)) + "::" + String.join(":", parts.subList(from + longest, 8));
    }
}
