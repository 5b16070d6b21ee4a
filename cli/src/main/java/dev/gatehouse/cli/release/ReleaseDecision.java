package dev.gatehouse.cli.release;

import dev.gatehouse.config.AcceptedGap;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.report.json.DecisionJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The decision about a release: what the gate decided about the image, and where the image comes from.
///
/// @param decided
///            by the gate
/// @param subject
///            what is known of the image, in the order in which it is told
record ReleaseDecision(Decision decided, SequencedMap<String, String> subject) {
    /// Name of the digest of the bill of materials among a decision's inputs.
    private static final String SBOM = "sbom";

    /// The decision at a time.
    ///
    /// @param bill `sha256:…` of the bill of materials
    Decision at(Instant asOf, String bill) {
        var about = new LinkedHashMap<>(decided.subject());
        about.putAll(subject);
        var digests = new LinkedHashMap<>(decided.digests());
        digests.put(SBOM, bill);
        return new Decision(decided.stage(), decided.verdict(), asOf, decided.reasons(), decided.coverage(), decided.unproven(),
                decided.exceptions(), about, digests);
    }

    /// Puts what is known into the order of the subject; what is not known is left out.
    static void put(Map<String, String> subject, String key, @Nullable String value) {
        if (value != null) {
            subject.put(key, value);
        }
    }

    /// The last day on which everything that the decision stands on is accepted; null if it stands on nothing of that kind.
    static @Nullable String validUntil(Decision decision, Configuration judge) {
        Stream<LocalDate> exceptions = judge.exceptions().stream().filter(entry -> decision.exceptions().contains(entry.id()))
                .map(ExceptionEntry::expires);
        Stream<LocalDate> gaps = judge.acceptedGaps().stream()
                .filter(gap -> decision.coverage().diagnostics().stream()
                        .anyMatch(each -> each.kind() == Diagnostic.Kind.GAP && each.code().equals(gap.code())))
                .map(AcceptedGap::expires);
        return Stream.concat(exceptions, gaps).min(LocalDate::compareTo).map(LocalDate::toString).orElse(null);
    }

    /// Whether both say the same but for their time.
    ///
    /// @param attached a decision that is attached already
    boolean isSaidBy(Decision attached, String bill) {
        return DecisionJson.digest(at(attached.asOf(), bill)).equals(DecisionJson.digest(attached));
    }
}
