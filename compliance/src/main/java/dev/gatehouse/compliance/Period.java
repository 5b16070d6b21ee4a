package dev.gatehouse.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A span of time.
///
/// @param from
///            belongs to it
/// @param to
///            does not
public record Period(Instant from, Instant to) {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends after it begins");
        }
    }

    /// Whether a moment lies in it.
    public boolean holds(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /// It in parts of a length; the last may be shorter.
    List<Period> parts(Duration length) {
        List<Period> parts = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(length)) {
            Instant end = start.plus(length);
            parts.add(new Period(start, end.isBefore(to) ? end : to));
        }
        return parts;
    }
}
