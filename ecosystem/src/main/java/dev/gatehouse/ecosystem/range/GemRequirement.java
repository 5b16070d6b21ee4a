package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Requirements of RubyGems, joined by commas; double bars, which only advisories use, mean *or*. Source: Gem::Requirement.
final class GemRequirement {
    private static final VersionScheme SCHEME = VersionScheme.GEM;

    private GemRequirement() {}

    static Requirement parse(String text) throws RangeException, VersionException {
        List<Requirement> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            alternatives.add(all(alternative));
        }
        List<Interval> intervals = alternatives.stream().flatMap(one -> one.range().intervals().stream()).toList();
        return new Requirement(text, VersionRange.of(SCHEME, intervals),
                version -> alternatives.stream().anyMatch(one -> one.admits(version)));
    }

    private static Requirement all(String text) throws RangeException, VersionException {
        VersionRange range = VersionRange.all(SCHEME);
        Predicate<Version> rule = _ -> true;
        for (Clause clause : Clause.read(text)) {
            Version version = SCHEME.parse(clause.operand());
            if (clause.operator().equals("~>")) {
                Version next = SCHEME.parse(bump(clause.operand()));
                range = range.intersect(new VersionRange(SCHEME, List.of(Interval.between(version, next))));
                // A pre-release of the next version has the next version's release.
                rule = rule.and(candidate -> release(candidate).compareTo(next) < 0);
            } else {
                range = range.intersect(Requirement.comparison(clause.operator(), version));
            }
        }
        return new Requirement(text, range, rule);
    }

    /// The numbers in front of the first word, the last but one raised.
    private static String bump(String text) {
        List<String> numbers = new ArrayList<>(numbers(text));
        if (numbers.size() > 1) {
            numbers.removeLast();
        }
        numbers.add(new BigInteger(numbers.removeLast()).add(BigInteger.ONE).toString());
        return String.join(".", numbers);
    }

    private static Version release(Version version) {
        try {
            return SCHEME.parse(String.join(".", numbers(version.text())));
        } catch (VersionException e) {
            throw new IllegalStateException("the numbers of a version are a version", e);
        }
    }

    private static List<String> numbers(String text) {
        String whole = text.strip().replace("-", ".pre.");
        List<String> numbers = Arrays.stream(whole.split("\\.")).takeWhile(part -> part.matches("\\d+")).toList();
        return numbers.isEmpty() ? List.of("0") : numbers;
    }
}
