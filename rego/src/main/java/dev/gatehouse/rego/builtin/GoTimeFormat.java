package dev.gatehouse.rego.builtin;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Writes times by Go's layouts.
final class GoTimeFormat {
    private static final DateTimeFormatter ZONE_NAME = DateTimeFormatter.ofPattern("zzz", Locale.US);

    private GoTimeFormat() {}

    static String format(ZonedDateTime time, String layout) {
        var text = new StringBuilder();
        for (GoLayout.Piece piece : GoLayout.parse(layout)) {
            append(text, time, piece);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ZonedDateTime time, GoLayout.Piece piece) {
        switch (piece.field()) {
            case LITERAL -> text.append(piece.text());
            case LONG_MONTH -> text.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.US));
            case MONTH -> text.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.US), 0, 3);
            case NUMBER_MONTH -> text.append(time.getMonthValue());
            case ZERO_MONTH -> pad(text, time.getMonthValue(), 2, '0');
            case LONG_WEEKDAY -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US));
            case WEEKDAY -> text.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US), 0, 3);
            case DAY -> text.append(time.getDayOfMonth());
            case UNDER_DAY -> pad(text, time.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> pad(text, time.getDayOfMonth(), 2, '0');
            case UNDER_YEAR_DAY -> pad(text, time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> pad(text, time.getDayOfYear(), 3, '0');
            case HOUR -> pad(text, time.getHour(), 2, '0');
            case HOUR12 -> text.append(hour12(time));
            case ZERO_HOUR12 -> pad(text, hour12(time), 2, '0');
            case MINUTE -> text.append(time.getMinute());
            case ZERO_MINUTE -> pad(text, time.getMinute(), 2, '0');
            case SECOND -> text.append(time.getSecond());
            case ZERO_SECOND -> pad(text, time.getSecond(), 2, '0');
            case LONG_YEAR -> pad(text, time.getYear(), 4, '0');
            case YEAR -> pad(text, Math.max(time.getYear(), 0) % 100, 2, '0');
            case UPPER_PM -> text.append(time.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> text.append(time.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> text.append(zoneName(time));
            case ZONE_OFFSET -> appendOffset(text, time.getOffset().getTotalSeconds(), piece);
            case FRACTION_ZEROS, FRACTION_NINES -> appendFraction(text, time.getNano(), piece);
        }
    }

    private static int hour12(ZonedDateTime time) {
        int hour = time.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private static void pad(StringBuilder text, int number, int width, char padding) {
        String digits = Integer.toString(Math.abs(number));
        text.append(number < 0 ? "-" : "").repeat(padding, Math.max(0, width - digits.length())).append(digits);
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getZone().getId().equals("UTC")) {
            return "UTC";
        }
        String name = ZONE_NAME.format(time);
        // Zones without an abbreviation are named by their offset: +03, +0530.
        return name.length() > 3 && name.startsWith("GMT") ? name.substring(3).replace(":00", "").replace(":", "") : name;
    }

    private static void appendOffset(StringBuilder text, int seconds, GoLayout.Piece piece) {
        if (piece.zulu() && seconds == 0) {
            text.append('Z');
            return;
        }
        int rest = Math.abs(seconds);
        text.append(seconds < 0 ? '-' : '+');
        pad(text, rest / 3600, 2, '0');
        if (piece.parts() > 1) {
            pad(text.append(piece.colons() ? ":" : ""), rest / 60 % 60, 2, '0');
        }
        if (piece.parts() > 2) {
            pad(text.append(piece.colons() ? ":" : ""), rest % 60, 2, '0');
        }
    }

    private static void appendFraction(StringBuilder text, int nanos, GoLayout.Piece piece) {
        String digits = String.format(Locale.ROOT, "%09d", nanos);
        int count = piece.text().length() - 1;
        digits = count <= 9 ? digits.substring(0, count) : digits + "0".repeat(count - 9);
        if (piece.field() == GoLayout.Field.FRACTION_NINES) {
            digits = digits.replaceFirst("0+$", "");
        }
        text.append(digits.isEmpty() ? "" : piece.text().charAt(0) + digits);
    }
}
