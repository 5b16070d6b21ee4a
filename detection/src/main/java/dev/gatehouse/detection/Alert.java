package dev.gatehouse.detection;

import dev.gatehouse.detection.sigma.SigmaRule;
import java.time.Instant;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A rule fired on an event.
///
/// @param stream
///            where the event comes from: a file's name
/// @param line
///            1-based line in it
/// @param time
///            when it happened; null if the event does not say
/// @param digest
///            `sha256:…` of the image that ran; null if unknown
/// @param workload
///            for people: `shop/checkout-7d9f`, a host; null if unknown
/// @param evidence
///            the fields that say what happened, in order
public record Alert(SigmaRule rule, String stream, long line, @Nullable Instant time, @Nullable String digest,
        @Nullable String workload, SequencedMap<String, String> evidence) {

    /// What is affected: the image's digest, else the workload, else nothing in particular.
    public String subject() {
        return digest != null ? digest : workload != null ? workload : "unknown";
    }
}
