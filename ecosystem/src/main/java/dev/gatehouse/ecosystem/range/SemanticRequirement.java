package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Requirements of npm, Cargo and pub: comparisons, `^`, `~`, `x`, hyphens. Source: node-semver's README, the Cargo book
/// ("Specifying Dependencies"), Dart's version solver documentation.
final class SemanticRequirement {
    private final VersionScheme scheme;
    /// What an operand without operator means.
    private final String bare;

    private SemanticRequirement(VersionScheme scheme, String bare) {
        this.scheme = scheme;
        this.bare = bare;
    }

    static Requirement npm(String text) throws RangeException, VersionException {
        var syntax = new SemanticRequirement(VersionScheme.NPM, "=");
        List<Requirement> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            alternatives.add(syntax.all(alternative));
        }
        List<Interval> intervals = alternatives.stream().flatMap(one -> one.range().intervals().stream()).toList();
        return new Requirement(text, VersionRange.of(VersionScheme.NPM, intervals),
                version -> alternatives.stream().anyMatch(one -> one.admits(version)));
    }

    static Requirement cargo(String text) throws RangeException, VersionException {
        return new SemanticRequirement(VersionScheme.CARGO, "^").all(text);
    }

    static Requirement pub(String text) throws RangeException, VersionException {
        return new SemanticRequirement(VersionScheme.PUB, "=").all(text.strip().equals("any") ? "*" : text);
    }

    /// All clauses together. A pre-release is let in only by a clause that names one of the same three numbers.
    private Requirement all(String text) throws RangeException, VersionException {
        List<Clause> clauses = Clause.read(text);
        VersionRange range = VersionRange.all(scheme);
        List<Partial> named = new ArrayList<>();
        for (int i = 0; i < clauses.size(); i++) {
            boolean hyphen = i + 2 < clauses.size() && clauses.get(i + 1).equals(new Clause("", "-"));
            if (hyphen) {
                Partial from = Partial.parse(clauses.get(i).operand());
                Partial to = Partial.parse(clauses.get(i + 2).operand());
                named.add(from);
                named.add(to);
                range = range.intersect(range(">=", from)).intersect(range("<=", to));
                i += 2;
            } else {
                Clause clause = clauses.get(i);
                Partial partial = Partial.parse(clause.operand());
                named.add(partial);
                range = range.intersect(range(clause.operator().isEmpty() ? bare : clause.operator(), partial));
            }
        }
        Predicate<Version> rule = scheme == VersionScheme.PUB
                ? pubRule(named)
                : version -> !version.isPrerelease()
                        || named.stream().anyMatch(partial -> partial.isPrereleaseOf(Partial.of(version)));
        return new Requirement(text, range, rule);
    }

    /// An upper bound keeps the pre-releases of its own version out, unless it or the lower bound is one of them.
    private static Predicate<Version> pubRule(List<Partial> named) {
        return version -> {
            if (!version.isPrerelease()) {
                return true;
            }
            Partial own = Partial.of(version);
            boolean same = named.stream().anyMatch(partial -> partial.numbers().equals(own.numbers()));
            return !same || named.stream().anyMatch(partial -> partial.isPrereleaseOf(own));
        };
    }

    private VersionRange range(String operator, Partial partial) throws RangeException, VersionException {
        int given = partial.numbers().size();
        if (given == 0) {
            boolean nothing = operator.equals("<") || operator.equals(">");
            return nothing ? VersionRange.none(scheme) : VersionRange.all(scheme);
        }
        Version floor = version(partial.floor());
        return switch (operator) {
            case "^" -> between(floor, partial.next(partial.caretPlace()));
            case "~", "~>" -> between(floor, partial.next(Math.min(given, 2) - 1));
            case "=", "==", "" -> given == 3
                    ? Requirement.comparison("=", floor)
                    : between(floor, partial.next(given - 1));
            case ">" -> given == 3
                    ? Requirement.comparison(">", floor)
                    : Requirement.comparison(">=", version(partial.next(given - 1)));
            case "<=" -> given == 3
                    ? Requirement.comparison("<=", floor)
                    : Requirement.comparison("<", beforeAll(partial.next(given - 1)));
            case "<" -> Requirement.comparison("<", given == 3 ? floor : beforeAll(partial.floor()));
            default -> Requirement.comparison(operator, floor);
        };
    }

    private VersionRange between(Version from, String before) throws VersionException {
        return new VersionRange(scheme, List.of(Interval.between(from, beforeAll(before))));
    }

    /// The first of all pre-releases of a version.
    private Version beforeAll(String version) throws VersionException {
        return version(version + "-0");
    }

    private Version version(String text) throws VersionException {
        return scheme.parse(text);
    }
}
