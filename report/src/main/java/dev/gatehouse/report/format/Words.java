package dev.gatehouse.report.format;

import java.time.Duration;

/// Numbers in words. Without `String.format`, which is slow the first time: these are on the way of every scan.
final class Words {
    /// Up to exabytes, the reach of a long.
    private static final String UNITS = "kMGTPE";

    private Words() {}

    /// `1 finding`, `1,204 findings`.
    static String count(long number, String noun) {
        return count(number, noun, noun + "s");
    }

    static String count(long number, String singular, String plural) {
        return number(number) + " " + (number == 1 ? singular : plural);
    }

    /// With separators between thousands.
    static String number(long number) {
        String digits = Long.toString(Math.abs(number));
        var grouped = new StringBuilder(number < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            grouped.append(i > 0 && (digits.length() - i) % 3 == 0 ? "," : "").append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /// `12.3 MB`; decimal units.
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        long tenths = bytes;
        int unit = -1;
        // Rounded once, from the exact value: 999,960 is 1.0 MB.
        long divisor = 1;
        do {
            divisor *= 1000;
            unit++;
            tenths = bytes / divisor * 10 + (bytes % divisor + divisor / 20) * 10 / divisor;
        } while (tenths >= 10_000 && unit < UNITS.length() - 1);
        return tenths / 10 + "." + tenths % 10 + " " + UNITS.charAt(unit) + "B";
    }

    /// `0.84 s`, `3 min 20 s`.
    static String duration(Duration duration) {
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        long hundredths = (duration.toMillis() + 5) / 10;
        return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + " s";
    }
}
