package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.StringValue;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Reads times by Go's layouts: `time.Parse`.
final class GoTimeParser {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final List<String> MONTHS = IntStream.rangeClosed(1, 12)
            .mapToObj(month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.US)).toList();
    private static final List<String> WEEKDAYS = List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
            "Saturday");

    private final String layout;
    private final String text;
    private String rest;
    private int year;
    private int month = -1;
    private int day = -1;
    private int yearDay = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean isPm;
    private boolean isAm;
    private int offset;

    private GoTimeParser(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.rest = text;
    }

    /// Nanoseconds since 1970.
    static BigInteger parse(String layout, String text) {
        var parser = new GoTimeParser(layout, text);
        parser.read(GoLayout.parse(layout));
        return parser.instant();
    }

    private BuiltinError bad() {
        return BuiltinError.failure("parsing time " + StringValue.of(text) + " as " + StringValue.of(layout) + ": cannot parse "
                + StringValue.of(rest));
    }

    private BuiltinError outOfRange(String what) {
        return BuiltinError.failure("parsing time " + StringValue.of(text) + ": " + what + " out of range");
    }

    private void read(List<GoLayout.Piece> pieces) {
        for (int index = 0; index < pieces.size(); index++) {
            GoLayout.Piece next = index + 1 < pieces.size() ? pieces.get(index + 1) : null;
            boolean fractionFollows = next != null
                    && (next.field() == GoLayout.Field.FRACTION_ZEROS || next.field() == GoLayout.Field.FRACTION_NINES);
            // A fraction may follow literal text too.
            if (next != null && next.field() == GoLayout.Field.LITERAL && index + 2 < pieces.size()) {
                GoLayout.Field later = pieces.get(index + 2).field();
                fractionFollows = later == GoLayout.Field.FRACTION_ZEROS || later == GoLayout.Field.FRACTION_NINES;
            }
            read(pieces.get(index), fractionFollows);
        }
        if (!rest.isEmpty()) {
            throw BuiltinError.failure("parsing time " + StringValue.of(text) + ": extra text: " + StringValue.of(rest));
        }
    }

    private void read(GoLayout.Piece piece, boolean fractionFollows) {
        switch (piece.field()) {
            case LITERAL -> skip(piece.text());
            case YEAR -> {
                int number = number(2, true);
                year = number >= 69 ? 1900 + number : 2000 + number;
            }
            case LONG_YEAR -> {
                if (rest.length() < 4 || !rest.substring(0, 4).matches("[0-9]{4}")) {
                    throw bad();
                }
                year = Integer.parseInt(rest.substring(0, 4));
                rest = rest.substring(4);
            }
            case MONTH -> month = lookup(MONTHS, 3) + 1;
            case LONG_MONTH -> month = lookup(MONTHS, 0) + 1;
            case NUMBER_MONTH, ZERO_MONTH -> {
                month = number(2, piece.field() == GoLayout.Field.ZERO_MONTH);
                check(month >= 1 && month <= 12, "month");
            }
            case WEEKDAY -> lookup(WEEKDAYS, 3);
            case LONG_WEEKDAY -> lookup(WEEKDAYS, 0);
            case DAY, UNDER_DAY, ZERO_DAY -> {
                if (piece.field() == GoLayout.Field.UNDER_DAY && rest.startsWith(" ")) {
                    rest = rest.substring(1);
                }
                day = number(2, piece.field() == GoLayout.Field.ZERO_DAY);
            }
            case UNDER_YEAR_DAY, ZERO_YEAR_DAY -> {
                for (int spaces = 0; spaces < 2 && piece.field() == GoLayout.Field.UNDER_YEAR_DAY
                        && rest.startsWith(" "); spaces++) {
                    rest = rest.substring(1);
                }
                yearDay = number(3, piece.field() == GoLayout.Field.ZERO_YEAR_DAY);
            }
            case HOUR -> {
                hour = number(2, false);
                check(hour < 24, "hour");
            }
            case HOUR12, ZERO_HOUR12 -> {
                hour = number(2, piece.field() == GoLayout.Field.ZERO_HOUR12);
                check(hour <= 12, "hour");
            }
            case MINUTE, ZERO_MINUTE -> {
                minute = number(2, piece.field() == GoLayout.Field.ZERO_MINUTE);
                check(minute < 60, "minute");
            }
            case SECOND, ZERO_SECOND -> readSecond(piece, fractionFollows);
            case UPPER_PM -> readHalf("AM", "PM");
            case LOWER_PM -> readHalf("am", "pm");
            case ZONE_OFFSET -> readOffset(piece);
            case ZONE_NAME -> readZoneName();
            case FRACTION_ZEROS -> {
                if (rest.length() < piece.text().length()) {
                    throw bad();
                }
                readFraction(piece.text().length());
            }
            case FRACTION_NINES -> {
                if (hasFraction()) {
                    readFraction(digitsFrom(1));
                }
            }
        }
    }

    private void check(boolean inRange, String what) {
        if (!inRange) {
            throw outOfRange(what);
        }
    }

    private void skip(String literal) {
        int index = 0;
        while (index < literal.length()) {
            if (literal.charAt(index) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw bad();
                }
                while (index < literal.length() && literal.charAt(index) == ' ') {
                    index++;
                }
                rest = rest.replaceFirst("^ +", "");
            } else {
                if (rest.isEmpty() || rest.charAt(0) != literal.charAt(index)) {
                    throw bad();
                }
                rest = rest.substring(1);
                index++;
            }
        }
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private int digitsFrom(int start) {
        int end = start;
        while (isDigit(rest, end)) {
            end++;
        }
        return end;
    }

    /// Reads a number of at most, or if fixed exactly, some digits.
    private int number(int digits, boolean fixed) {
        int count = Math.min(digitsFrom(0), digits);
        if (count == 0 || (fixed && count != digits)) {
            throw bad();
        }
        int number = Integer.parseInt(rest.substring(0, count));
        rest = rest.substring(count);
        return number;
    }

    private int lookup(List<String> names, int length) {
        for (int index = 0; index < names.size(); index++) {
            String name = length == 0 ? names.get(index) : names.get(index).substring(0, length);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return index;
            }
        }
        throw bad();
    }

    private void readSecond(GoLayout.Piece piece, boolean fractionFollows) {
        second = number(2, piece.field() == GoLayout.Field.ZERO_SECOND);
        check(second < 60, "second");
        // A fraction may stand where the layout has none.
        if (hasFraction() && !fractionFollows) {
            readFraction(digitsFrom(1));
        }
    }

    private boolean hasFraction() {
        return rest.length() >= 2 && (rest.charAt(0) == '.' || rest.charAt(0) == ',') && isDigit(rest, 1);
    }

    private void readFraction(int length) {
        String digits = rest.substring(1, Math.min(length, 10));
        if ((rest.charAt(0) != '.' && rest.charAt(0) != ',') || !digits.matches("[0-9]+")) {
            throw bad();
        }
        nanos = Integer.parseInt(digits + "0".repeat(9 - digits.length()));
        rest = rest.substring(length);
    }

    private void readHalf(String am, String pm) {
        if (rest.startsWith(pm)) {
            isPm = true;
        } else if (rest.startsWith(am)) {
            isAm = true;
        } else {
            throw bad();
        }
        rest = rest.substring(2);
    }

    private void readOffset(GoLayout.Piece piece) {
        if (piece.zulu() && rest.startsWith("Z")) {
            rest = rest.substring(1);
            offset = 0;
            return;
        }
        String colon = piece.colons() ? ":" : "";
        if (!rest.matches("(?s)[+-][0-9]{2}(?:" + colon + "[0-9]{2}){" + (piece.parts() - 1) + "}.*")) {
            throw bad();
        }
        int[] limits = {24, 60, 60};
        int seconds = 0;
        int at = 1;
        for (int part = 0; part < 3; part++) {
            int number = 0;
            if (part < piece.parts()) {
                number = Integer.parseInt(rest.substring(at, at + 2));
                at += 2 + (part + 1 < piece.parts() ? colon.length() : 0);
            }
            check(number <= limits[part], "time zone offset " + List.of("hour", "minute", "second").get(part));
            seconds = seconds * 60 + number;
        }
        offset = rest.charAt(0) == '-' ? -seconds : seconds;
        rest = rest.substring(at);
    }

    private void readZoneName() {
        if (rest.startsWith("UTC")) {
            rest = rest.substring(3);
            return;
        }
        int length = zoneNameLength();
        if (length == 0) {
            throw bad();
        }
        // Abbreviations are ambiguous: the time is taken as UTC, as Go does for all that it does not know.
        rest = rest.substring(length);
    }

    private int zoneNameLength() {
        if (rest.startsWith("ChST") || rest.startsWith("MeST") || rest.startsWith("WITA")) {
            return 4;
        }
        if (rest.startsWith("GMT")) {
            return 3 + signedOffsetLength(3);
        }
        if (rest.startsWith("+") || rest.startsWith("-")) {
            return signedOffsetLength(0);
        }
        int upper = 0;
        while (upper < 6 && upper < rest.length() && rest.charAt(upper) >= 'A' && rest.charAt(upper) <= 'Z') {
            upper++;
        }
        return switch (upper) {
            case 3 -> 3;
            case 4, 5 -> rest.charAt(upper - 1) == 'T' ? upper : 0;
            default -> 0;
        };
    }

    private int signedOffsetLength(int start) {
        if (start >= rest.length() || (rest.charAt(start) != '+' && rest.charAt(start) != '-')) {
            return 0;
        }
        int end = digitsFrom(start + 1);
        boolean valid = end > start + 1 && end - start <= 9 && Integer.parseInt(rest.substring(start + 1, end)) <= 23;
        return valid ? end - start : 0;
    }

    private BigInteger instant() {
        if (isPm && hour < 12) {
            hour += 12;
        } else if (isAm && hour == 12) {
            hour = 0;
        }
        if (yearDay >= 0) {
            check(yearDay >= 1 && yearDay <= LocalDate.of(year, 1, 1).lengthOfYear(), "day-of-year");
            LocalDate date = LocalDate.ofYearDay(year, yearDay);
            if ((month >= 0 && month != date.getMonthValue()) || (day >= 0 && day != date.getDayOfMonth())) {
                throw BuiltinError.failure("parsing time " + StringValue.of(text) + ": day-of-year does not match "
                        + (month != date.getMonthValue() ? "month" : "day"));
            }
            month = date.getMonthValue();
            day = date.getDayOfMonth();
        }
        int realMonth = month < 0 ? 1 : month;
        int realDay = day < 0 ? 1 : day;
        check(realDay >= 1 && realDay <= YearMonth.of(year, realMonth).lengthOfMonth(), "day");
        long seconds = LocalDate.of(year, realMonth, realDay).toEpochDay() * 86_400L + hour * 3600L + minute * 60L + second
                - offset;
        return BigInteger.valueOf(seconds).multiply(BILLION).add(BigInteger.valueOf(nanos));
    }
}
