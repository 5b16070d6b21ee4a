package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A layout of Go's package `time`: a text in which pieces of the reference time (Mon Jan 2 15:04:05 MST 2006) stand for pieces of any
/// time.
final class GoLayout {
    /// What a piece stands for.
    enum Field {
        LITERAL,
        LONG_MONTH,
        MONTH,
        NUMBER_MONTH,
        ZERO_MONTH,
        LONG_WEEKDAY,
        WEEKDAY,
        DAY,
        UNDER_DAY,
        ZERO_DAY,
        UNDER_YEAR_DAY,
        ZERO_YEAR_DAY,
        HOUR,
        HOUR12,
        ZERO_HOUR12,
        MINUTE,
        ZERO_MINUTE,
        SECOND,
        ZERO_SECOND,
        LONG_YEAR,
        YEAR,
        UPPER_PM,
        LOWER_PM,
        ZONE_NAME,
        ZONE_OFFSET,
        FRACTION_ZEROS,
        FRACTION_NINES
    }

    /// One piece.
    ///
    /// @param text as it stands in the layout
    record Piece(Field field, String text) {
        /// For offsets: whether `Z` stands for UTC.
        boolean zulu() {
            return text.startsWith("Z");
        }

        boolean colons() {
            return text.contains(":");
        }

        /// For offsets: how many of hours, minutes and seconds there are.
        int parts() {
            return (text.length() - 1 - (colons() ? (text.length() > 6 ? 2 : 1) : 0)) / 2;
        }
    }

    private static final Map<String, String> NAMED = Map.of("ANSIC", "Mon Jan _2 15:04:05 2006", "UnixDate",
            "Mon Jan _2 15:04:05 MST 2006", "RubyDate",
            "Mon Jan 02 15:04:05 -0700 2006", "RFC822", "02 Jan 06 15:04 MST", "RFC822Z", "02 Jan 06 15:04 -0700", "RFC850",
            "Monday, 02-Jan-06 15:04:05 MST", "RFC1123",
            "Mon, 02 Jan 2006 15:04:05 MST", "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700", "RFC3339",
            "2006-01-02T15:04:05Z07:00", "RFC3339Nano",
            "2006-01-02T15:04:05.999999999Z07:00");

    // Longer texts before their beginnings.
    private static final List<Piece> PIECES = List.of(new Piece(Field.LONG_MONTH, "January"), new Piece(Field.MONTH, "Jan"),
            new Piece(Field.LONG_WEEKDAY, "Monday"),
            new Piece(Field.WEEKDAY, "Mon"), new Piece(Field.ZONE_NAME, "MST"), new Piece(Field.ZERO_YEAR_DAY, "002"),
            new Piece(Field.ZERO_MONTH, "01"),
            new Piece(Field.ZERO_DAY, "02"), new Piece(Field.ZERO_HOUR12, "03"), new Piece(Field.ZERO_MINUTE, "04"),
            new Piece(Field.ZERO_SECOND, "05"),
            new Piece(Field.YEAR, "06"), new Piece(Field.HOUR, "15"), new Piece(Field.NUMBER_MONTH, "1"),
            new Piece(Field.LONG_YEAR, "2006"), new Piece(Field.DAY, "2"),
            new Piece(Field.UNDER_YEAR_DAY, "__2"), new Piece(Field.UNDER_DAY, "_2"), new Piece(Field.HOUR12, "3"),
            new Piece(Field.MINUTE, "4"), new Piece(Field.SECOND, "5"),
            new Piece(Field.UPPER_PM, "PM"), new Piece(Field.LOWER_PM, "pm"), new Piece(Field.ZONE_OFFSET, "-070000"),
            new Piece(Field.ZONE_OFFSET, "-07:00:00"),
            new Piece(Field.ZONE_OFFSET, "-0700"), new Piece(Field.ZONE_OFFSET, "-07:00"), new Piece(Field.ZONE_OFFSET, "-07"),
            new Piece(Field.ZONE_OFFSET, "Z070000"),
            new Piece(Field.ZONE_OFFSET, "Z07:00:00"), new Piece(Field.ZONE_OFFSET, "Z0700"),
            new Piece(Field.ZONE_OFFSET, "Z07:00"), new Piece(Field.ZONE_OFFSET, "Z07"));

    private GoLayout() {}

    /// The pieces of a layout, or of the one that has this name, such as `RFC1123`.
    static List<Piece> parse(String layoutOrName) {
        String layout = NAMED.getOrDefault(layoutOrName, layoutOrName);
        var pieces = new ArrayList<Piece>();
        int literal = 0;
        int at = 0;
        while (at < layout.length()) {
            Piece piece = pieceAt(layout, at);
            if (piece == null) {
                at++;
                continue;
            }
            if (at > literal) {
                pieces.add(new Piece(Field.LITERAL, layout.substring(literal, at)));
            }
            pieces.add(piece);
            at += piece.text.length();
            literal = at;
        }
        if (literal < layout.length()) {
            pieces.add(new Piece(Field.LITERAL, layout.substring(literal)));
        }
        return pieces;
    }

    private static @Nullable Piece pieceAt(String layout, int at) {
        char first = layout.charAt(at);
        if (first == '.' || first == ',') {
            return fractionAt(layout, at);
        }
        if (layout.startsWith("_2006", at)) {
            // An underscore before a year is only an underscore.
            return null;
        }
        for (Piece piece : PIECES) {
            boolean abbreviation = piece.field == Field.MONTH || piece.field == Field.WEEKDAY;
            if (layout.startsWith(piece.text, at) && !(abbreviation && isLower(layout, at + 3))) {
                return piece;
            }
        }
        return null;
    }

    private static boolean isLower(String layout, int at) {
        return at < layout.length() && layout.charAt(at) >= 'a' && layout.charAt(at) <= 'z';
    }

    private static @Nullable Piece fractionAt(String layout, int at) {
        char digit = at + 1 < layout.length() ? layout.charAt(at + 1) : ' ';
        if (digit != '0' && digit != '9') {
            return null;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        if (end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9') {
            return null;
        }
        return new Piece(digit == '0' ? Field.FRACTION_ZEROS : Field.FRACTION_NINES, layout.substring(at, end));
    }
}
