package dev.gatehouse.foreign.mapping;

import dev.gatehouse.core.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a tool's words mean in ours. The sources are asked in order; of several words of one source the gravest counts.
///
/// @param <W>
///            our word
/// @param sources
///            in the order in which they are asked
/// @param otherwise
///            if none of them says anything that is known
public record Words<W extends Enum<W>>(List<Source<W>> sources, W otherwise) {

    /// One place that says it.
    ///
    /// @param from
    ///            where
    /// @param words
    ///            ours for theirs, theirs in lower case
    /// @param scored
    ///            whether it is a score from 0 to 10 as CVSS has it, instead of a word
    public record Source<W extends Enum<W>>(Candidates from, Map<String, W> words, boolean scored) {
        public Source {
            words = Map.copyOf(words);
        }
    }

    public Words {
        sources = List.copyOf(sources);
    }

    /// Our word.
    ///
    /// @param scores
    ///            turns a score into our word
    public W of(Scope scope, Scores<W> scores) {
        for (Source<W> source : sources) {
            W gravest = source.from().texts(scope).stream()
                    .map(text -> source.scored() ? scored(text, scores) : source.words().get(text.toLowerCase(Locale.ROOT)))
                    .filter(Objects::nonNull).max(Enum::compareTo).orElse(null);
            if (gravest != null) {
                return gravest;
            }
        }
        return otherwise;
    }

    /// Turns a score into a word.
    public interface Scores<W> {
        /// Null if the score means nothing.
        @Nullable
        W of(double score);
    }

    private static <W> @Nullable W scored(String text, Scores<W> scores) {
        try {
            double score = Double.parseDouble(text);
            return score >= 0 && score <= 10 ? scores.of(score) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The qualitative scale of CVSS 3.1, section 5, and 4.0, section 6.
    public static Severity cvss(double score) {
        return score >= 9
                ? Severity.CRITICAL
                : score >= 7 ? Severity.HIGH : score >= 4 ? Severity.MEDIUM : score > 0 ? Severity.LOW : Severity.INFO;
    }
}
