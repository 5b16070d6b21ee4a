package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Version ranges of Conan: comparisons, `~`, `^`, `*`; a hyphen at the end or `include_prerelease` lets pre-releases in.
/// Source: docs.conan.io, "Version ranges".
final class ConanRequirement {
    private static final VersionScheme SCHEME = VersionScheme.CONAN;

    private ConanRequirement() {}

    static Requirement parse(String text) throws RangeException, VersionException {
        int option = text.indexOf("include_prerelease");
        int comma = option < 0 ? -1 : text.lastIndexOf(',', option);
        String expression = comma < 0 ? text : text.substring(0, comma);
        boolean included = option >= 0 && !text.substring(option).toLowerCase(java.util.Locale.ROOT).endsWith("false");
        List<Requirement> alternatives = new ArrayList<>();
        for (String alternative : expression.split("\\|\\|", -1)) {
            alternatives.add(all(alternative, included));
        }
        List<Interval> intervals = alternatives.stream().flatMap(one -> one.range().intervals().stream()).toList();
        return new Requirement(text, VersionRange.of(SCHEME, intervals),
                version -> alternatives.stream().anyMatch(one -> one.admits(version)));
    }

    private static Requirement all(String text, boolean included) throws RangeException, VersionException {
        VersionRange range = VersionRange.all(SCHEME);
        boolean prereleases = included;
        for (Clause clause : Clause.read(text)) {
            boolean open = clause.operand().endsWith("-");
            String operand = open ? clause.operand().substring(0, clause.operand().length() - 1) : clause.operand();
            prereleases |= open || operand.indexOf('-') >= 0;
            range = range.intersect(one(clause.operator(), operand));
        }
        boolean allowed = prereleases;
        return new Requirement(text, range, version -> allowed || !version.isPrerelease());
    }

    private static VersionRange one(String operator, String operand) throws RangeException, VersionException {
        if (operand.equals("*") || operand.isEmpty()) {
            return Requirement.comparison(">=", SCHEME.parse("0.0.0"));
        }
        Version version = SCHEME.parse(operand);
        return switch (operator) {
            case "~" -> upTo(version, next(operand, 1));
            case "^" -> upTo(version, next(operand, caretPlace(operand)));
            default -> Requirement.comparison(operator, version);
        };
    }

    private static VersionRange upTo(Version from, String before) throws VersionException {
        return new VersionRange(SCHEME, List.of(Interval.between(from, SCHEME.parse(before + "-"))));
    }

    private static int caretPlace(String operand) {
        String[] numbers = operand.split("[.-]");
        for (int i = 0; i < numbers.length; i++) {
            if (!numbers[i].matches("0+")) {
                return i;
            }
        }
        return numbers.length - 1;
    }

    private static String next(String operand, int place) throws RangeException {
        int hyphen = operand.indexOf('-');
        String[] numbers = (hyphen < 0 ? operand : operand.substring(0, hyphen)).split("\\.");
        int last = Math.min(place, numbers.length - 1);
        StringBuilder next = new StringBuilder();
        for (int i = 0; i < last; i++) {
            next.append(numbers[i]).append('.');
        }
        if (!numbers[last].matches("\\d+")) {
            throw new RangeException("not a number where the range ends");
        }
        return next.append(new BigInteger(numbers[last]).add(BigInteger.ONE)).toString();
    }
}
