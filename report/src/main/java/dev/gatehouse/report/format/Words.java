package dev.gatehouse.report.format;

import java.time.Duration;
import java.util.Locale;

/// Numbers in words.
final class Words {

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
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `12.3 MB`; decimal units.
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, "kMGTPE".charAt(unit));
    }

    /// `0.84 s`, `3 min 20 s`.
    static String duration(Duration duration) {
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
