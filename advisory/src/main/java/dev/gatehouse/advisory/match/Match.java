package dev.gatehouse.advisory.match;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One weakness that a version of a package has.
///
/// @param weakness
///            all its names, CVE ids first
/// @param used
///            the record that decided
/// @param evidence
///            what every record says that was not withdrawn, the preferred source first; `used` is one of them
/// @param confidence
///            *certain* if all that say something agree, *likely* if the preferred source says so against others, *possible* if only
///            another does or nothing can be compared
/// @param reason
///            why this record decided, for people
public record Match(List<String> weakness, Evidence used, List<Evidence> evidence, Confidence confidence, String reason) {
    public Match {
        weakness = List.copyOf(weakness);
        evidence = List.copyOf(evidence);
    }

    /// The highest severity among the records; unrated if none is rated.
    public Severity severity() {
        return ratings().map(Rating::severity).max(Comparator.naturalOrder()).orElse(Severity.UNRATED);
    }

    /// The highest CVSS score among the records; null if none has one.
    public @Nullable Double score() {
        return ratings().filter(Rating::hasScore).map(Rating::score).max(Comparator.naturalOrder()).orElse(null);
    }

    private Stream<Rating> ratings() {
        return evidence.stream().flatMap(one -> Stream.concat(one.record().ratings().stream(),
                one.record().affected().ratings().stream()));
    }

    /// What is known of attacks.
    public Exploitation exploitation() {
        return used.record().exploitation();
    }

    /// What kind of problem it is; malicious if any record says so.
    public Advisory.Kind kind() {
        return evidence.stream().anyMatch(one -> one.record().kind() == Advisory.Kind.MALICIOUS)
                ? Advisory.Kind.MALICIOUS
                : used.record().kind();
    }

    /// Whether a record says that the weakness is disputed.
    public boolean isDisputed() {
        return evidence.stream().anyMatch(one -> one.record().disputed());
    }

    /// The next version without the weakness, as the record that decided names it, else as another does; null if nobody knows one.
    public @Nullable String fixed() {
        return Stream.concat(Stream.of(used), evidence.stream()).map(Evidence::fixed).filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// Vulnerable symbols that the records name; empty if none does.
    public List<String> symbols() {
        return evidence.stream().flatMap(one -> one.record().affected().symbols().stream()).distinct().toList();
    }
}
