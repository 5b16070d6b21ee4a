package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.UsageException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When an exception ends, as people say it: a date, or how long from today.
final class Expiry {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,3}) ?(d|days?|w|weeks?)");

    private Expiry() {}

    /// @throws UsageException if it is neither, or already over
    static LocalDate of(String text, LocalDate today) throws UsageException {
        return of(text, today, "an exception");
    }

    /// @param what ends, for messages: `an exception`
    /// @throws UsageException if it is neither, or already over
    static LocalDate of(String text, LocalDate today, String what) throws UsageException {
        Matcher span = SPAN.matcher(text);
        LocalDate date;
        if (span.matches()) {
            long number = Long.parseLong(span.group(1));
            date = today.plusDays(span.group(2).startsWith("w") ? 7 * number : number);
        } else {
            try {
                date = LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new UsageException("'" + text + "': " + what + " ends on a date such as " + today.plusDays(30)
                        + " or after a time such as 30d or 6w", e);
            }
        }
        if (date.isBefore(today)) {
            throw new UsageException(what + " cannot end before today, and " + date + " does");
        }
        return date;
    }
}
