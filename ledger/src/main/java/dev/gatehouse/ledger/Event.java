package dev.gatehouse.ledger;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that happened and is to be remembered.
///
/// @param time
///            when, as the one who writes it says
/// @param kind
///            what happened, kebab-case: `decision`, `scan`, `approval`, `deployment`, `incident`
/// @param subject
///            what it happened to: `sha256:…` of an artefact, a commit, a fingerprint; null if nothing in particular
/// @param actor
///            who or which machine did it; null if unknown
/// @param body
///            a JSON object with the rest, without secrets
public record Event(Instant time, String kind, @Nullable String subject, @Nullable String actor, String body) {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public Event {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("not a kind of event: " + kind);
        }
    }
}
