package dev.gatehouse.secrets;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The secrets of a content: where they are, masked, and their HMACs; never a secret itself.
///
/// @param hits
///            first those that are reported, ordered by place, then those that only support others
/// @param reported
///            how many are reported
public record SecretFacts(List<Hit> hits, int reported) implements Facts {
    /// Nothing found; kept where rules on paths alone may still say something.
    static final SecretFacts NONE = new SecretFacts(List.of(), 0);

    /// One secret at one place.
    ///
    /// @param rule
    ///            index of the rule in the check's rule set
    /// @param span
    ///            where the secret, or its encoded form, stands
    /// @param linesBefore
    ///            how many lines above the secret the rule's match begins
    /// @param severity
    ///            how bad it is
    /// @param confidence
    ///            how sure it is before it is known where the content lies
    /// @param entropy
    ///            bits a character
    /// @param mask
    ///            what may be shown of it
    /// @param hmac
    ///            32 hexadecimal digits
    /// @param checksum
    ///            what the checksum said, or what spoke for and against a generic find; null without one
    /// @param encoding
    ///            encodings that were taken off, outermost first; null if none
    /// @param probability
    ///            what the judge said; NaN if it was not asked
    /// @param waiting
    ///            allow-lists of the rule whose content part holds and that now depend on the place
    /// @param support
    ///            for each rule that the rule requires the hits, by index, of which one must count at the place
    public record Hit(int rule, Span span, int linesBefore, Severity severity, Confidence confidence, double entropy, String mask,
            String hmac, @Nullable String checksum, @Nullable String encoding, double probability, List<Integer> waiting,
            List<List<Integer>> support) {
        public Hit {
            waiting = List.copyOf(waiting);
            support = support.stream().map(List::copyOf).toList();
        }
    }

    public SecretFacts {
        hits = List.copyOf(hits);
    }

    @Override
    public List<Span> spans() {
        return hits.subList(0, reported).stream().map(Hit::span).toList();
    }

    @Override
    public List<Span> sensitive() {
        return hits.stream().map(Hit::span).toList();
    }
}
