package dev.gatehouse.document;

import dev.gatehouse.document.Scalar.DateTime.Form;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// The values of TOML that are written without quotes: booleans, numbers, dates and times.
final class TomlLiteral {
    /// Longer literals are refused unread.
    private static final int LONGEST = 1000;

    private final String text;
    private final Range range;
    private int at;

    private TomlLiteral(String text, Range range) {
        this.text = text;
        this.range = range;
    }

    /// The value of a literal; null if it is none.
    static @Nullable Scalar of(String text, Range range) {
        if (text.length() > LONGEST) {
            return null;
        }
        return switch (text) {
            case "true" -> new Scalar.Bool(range, text, true);
            case "false" -> new Scalar.Bool(range, text, false);
            case "inf", "+inf" -> new Scalar.Real(range, text, Double.POSITIVE_INFINITY);
            case "-inf" -> new Scalar.Real(range, text, Double.NEGATIVE_INFINITY);
            case "nan", "+nan", "-nan" -> new Scalar.Real(range, text, Double.NaN);
            default -> new TomlLiteral(text, range).numberOrTime();
        };
    }

    private @Nullable Scalar numberOrTime() {
        if (text.length() > 2 && text.charAt(0) == '0') {
            int radix = switch (text.charAt(1)) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 10;
            };
            if (radix != 10) {
                at = 2;
                return digits(radix) && atEnd() ? whole(text.substring(2), radix) : null;
            }
        }
        if (text.length() > 4 && text.charAt(4) == '-' || text.length() > 2 && text.charAt(2) == ':') {
            return time();
        }
        return decimal();
    }

    private @Nullable Scalar decimal() {
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        int first = at;
        if (!digits(10) || at - first > 1 && text.charAt(first) == '0') {
            return null;
        }
        if (atEnd()) {
            return whole(text.charAt(0) == '+' ? text.substring(1) : text, 10);
        }
        if (take('.') && !digits(10)) {
            return null;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (!digits(10)) {
                return null;
            }
        }
        return atEnd() ? new Scalar.Real(range, text, Double.parseDouble(text.replace("_", ""))) : null;
    }

    /// TOML numbers have 64 bits; a larger one has no value.
    private @Nullable Scalar whole(String digits, int radix) {
        Scalar.Whole whole = Scalar.Whole.of(range, text, digits.replace("_", ""), radix);
        return whole.fitsLong() ? whole : null;
    }

    /// Passes digits with single underscores between them; false if there are none or an underscore is misplaced.
    private boolean digits(int radix) {
        int first = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean misplaced = c == '_' && (at == first || text.charAt(at - 1) == '_');
            if (misplaced || c != '_' && digit(c, radix) < 0) {
                break;
            }
            at++;
        }
        return at > first && text.charAt(at - 1) != '_';
    }

    /// Character.digit would take the digits of other scripts too.
    private static int digit(char c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private @Nullable Scalar time() {
        if (text.charAt(2) == ':') {
            return localTime() && atEnd() ? new Scalar.DateTime(range, text, Form.LOCAL_TIME) : null;
        }
        if (!date()) {
            return null;
        }
        if (atEnd()) {
            return new Scalar.DateTime(range, text, Form.LOCAL_DATE);
        }
        if (!(take('T') || take('t') || take(' ')) || !localTime()) {
            return null;
        }
        if (atEnd()) {
            return new Scalar.DateTime(range, text, Form.LOCAL_DATE_TIME);
        }
        return offset() && atEnd() ? new Scalar.DateTime(range, text, Form.OFFSET_DATE_TIME) : null;
    }

    private boolean date() {
        int year = number(4);
        if (year < 0 || !take('-')) {
            return false;
        }
        int month = number(2);
        if (month < 1 || month > 12 || !take('-')) {
            return false;
        }
        int day = number(2);
        return day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private boolean localTime() {
        int hour = number(2);
        if (hour < 0 || hour > 23 || !take(':')) {
            return false;
        }
        int minute = number(2);
        if (minute < 0 || minute > 59 || !take(':')) {
            return false;
        }
        int second = number(2);
        // RFC 3339 has leap seconds.
        if (second < 0 || second > 60) {
            return false;
        }
        if (!take('.')) {
            return true;
        }
        int fraction = at;
        while (digit(peek(), 10) >= 0) {
            at++;
        }
        return at > fraction;
    }

    private boolean offset() {
        if (take('Z') || take('z')) {
            return true;
        }
        if (!take('+') && !take('-')) {
            return false;
        }
        int hour = number(2);
        if (hour < 0 || hour > 23 || !take(':')) {
            return false;
        }
        int minute = number(2);
        return minute >= 0 && minute <= 59;
    }

    /// The number of exactly so many digits; -1 if they are not there.
    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = digit(peek(), 10);
            if (digit < 0) {
                return -1;
            }
            number = number * 10 + digit;
            at++;
        }
        return number;
    }

    private boolean take(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /// The next character; NUL, which no literal holds, at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean atEnd() {
        return at == text.length();
    }
}
