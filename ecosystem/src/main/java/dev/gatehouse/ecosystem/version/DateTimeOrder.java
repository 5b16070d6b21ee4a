package dev.gatehouse.ecosystem.version;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Moments of RFC 3339.
record DateTimeOrder(Instant instant) implements Comparable<DateTimeOrder> {
    static DateTimeOrder parse(String text) throws VersionException {
        try {
            return new DateTimeOrder(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException _) {
            throw new VersionException("not a moment of RFC 3339");
        }
    }

    @Override
    public int compareTo(DateTimeOrder other) {
        return instant.compareTo(other.instant);
    }
}
