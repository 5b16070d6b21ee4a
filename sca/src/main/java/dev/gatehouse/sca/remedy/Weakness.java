package dev.gatehouse.sca.remedy;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ecosystem.PackageUrl;
import org.jspecify.annotations.Nullable;

/// One weakness that one version of a package has.
///
/// @param affected
///            the package with that version
/// @param id
///            the first of its names: a CVE id where there is one
/// @param severity
///            the highest that anybody rated
/// @param exploitation
///            what is known of attacks
/// @param kind
///            what kind of problem it is
/// @param summary
///            one line; empty if nobody wrote one
/// @param fixed
///            the next version without it, as the advisory says; null if it names none
public record Weakness(PackageUrl affected, String id, Severity severity, Exploitation exploitation, Advisory.Kind kind,
        String summary, @Nullable String fixed) implements Comparable<Weakness> {
    private static final double CERTAIN_HARM = 100;

    static Weakness of(PackageUrl affected, Match match) {
        String summary = match.evidence().stream().map(one -> one.record().advisory().summary()).filter(text -> !text.isBlank())
                .findFirst().orElse("");
        return new Weakness(affected, match.weakness().getFirst(), match.severity(), match.exploitation(), match.kind(),
                summary.strip(), match.fixed());
    }

    /// What a scan makes one finding of: the package, whatever its version, with the weakness.
    public String finding() {
        return affected.unversioned() + "|" + id;
    }

    /// How much is gained when it is gone. What attackers use already, or was meant to do harm, weighs 100; otherwise critical 10,
    /// high and unrated 7, medium 4, low 1, raised up to threefold by EPSS's estimate that it will be attacked within 30 days.
    public double risk() {
        if (exploitation.known() || kind == Advisory.Kind.MALICIOUS) {
            return CERTAIN_HARM;
        }
        double base = switch (severity) {
            case CRITICAL -> 10;
            case HIGH, UNRATED -> 7;
            case MEDIUM -> 4;
            case LOW -> 1;
            case INFO -> 0.1;
        };
        return base * (1 + 2 * Math.max(0, exploitation.probability()));
    }

    @Override
    public int compareTo(Weakness other) {
        int order = affected.compareTo(other.affected);
        return order != 0 ? order : id.compareTo(other.id);
    }
}
