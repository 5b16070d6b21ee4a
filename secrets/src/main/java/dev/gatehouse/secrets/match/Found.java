package dev.gatehouse.secrets.match;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A secret that was found, still in clear: never kept, never written.
///
/// @param rule
///            index of the rule in the rule set
/// @param secret
///            the secret in clear, decoded
/// @param start
///            offset of its first byte in the content; of its encoded form, if it was encoded
/// @param end
///            offset after its last byte
/// @param matchStart
///            offset of the first byte of what the rule's expression matched
/// @param severity
///            how bad it is
/// @param confidence
///            how sure it is, before it is known where the content lies
/// @param entropy
///            Shannon entropy in bits a character
/// @param checksum
///            what the checksum said, or what spoke for and against a generic find; null without one
/// @param encoding
///            encodings that were taken off, outermost first; null if none
/// @param probability
///            what the judge said; NaN if it was not asked
/// @param waiting
///            see [CompiledRule#appliesAt]
/// @param support
///            for each required rule the indexes, in the list of everything found, of what could satisfy it
/// @param reported
///            false if it only serves others
public record Found(int rule, String secret, int start, int end, int matchStart, Severity severity, Confidence confidence,
        double entropy, @Nullable String checksum, @Nullable String encoding, double probability, int[] waiting,
        List<int[]> support, boolean reported) {

    Found supportedBy(List<int[]> others) {
        return new Found(rule, secret, start, end, matchStart, severity, confidence, entropy, checksum, encoding, probability,
                waiting, others, reported);
    }

    Found serving() {
        return new Found(rule, secret, start, end, matchStart, severity, confidence, entropy, checksum, encoding, probability,
                waiting, List.of(), false);
    }

    /// Rule and place only.
    @Override
    public String toString() {
        return "Found[rule " + rule + ", " + start + ".." + end + "]";
    }
}
