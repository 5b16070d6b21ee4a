package dev.gatehouse.threatmodel;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What people say of a threat.
///
/// @param threat
///            id of the threat
/// @param status
///            what was decided
/// @param reason
///            why, or what stops it
/// @param by
///            who says so
/// @param on
///            when
/// @param until
///            until when an accepted threat is accepted; null for the others
/// @param evidence
///            controls, tests, fingerprints of closed findings, that show it
/// @param line
///            1-based line in threats.yaml
public record Answer(String threat, Status status, String reason, String by, LocalDate on, @Nullable LocalDate until,
        List<String> evidence, int line) {

    /// What was decided.
    public enum Status {
        /// Something stops it.
        MITIGATED,
        /// It is true, and somebody takes the risk until a day.
        ACCEPTED,
        /// Somebody else stops it.
        TRANSFERRED,
        /// The model is wrong here.
        NOT_APPLICABLE;

        /// As threats.yaml writes it.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Answer {
        evidence = List.copyOf(evidence);
    }

    /// Whether it still answers on this day.
    public boolean holds(LocalDate day) {
        return until == null || !day.isAfter(until);
    }
}
