package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Constraints of Composer. A bound without stability begins at the development version. Source: getcomposer.org, "Versions and
/// constraints", and composer/semver.
final class ComposerRequirement {
    private static final VersionScheme SCHEME = VersionScheme.COMPOSER;
    private static final Pattern NUMBERS = Pattern
            .compile("v?(\\d+)(?:\\.(\\d+|[x*]))?(?:\\.(\\d+|[x*]))?(?:\\.(\\d+|[x*]))?(.*)");
    private static final Pattern STABILITY = Pattern.compile(".*(?:stable|beta|b|rc|alpha|a|patch|pl|p|dev)[.-]?\\d*");

    private ComposerRequirement() {}

    static Requirement parse(String text) throws RangeException, VersionException {
        List<Interval> intervals = new ArrayList<>();
        for (String alternative : text.split("\\|\\|?", -1)) {
            intervals.addAll(all(alternative).intervals());
        }
        return new Requirement(text, VersionRange.of(SCHEME, intervals), _ -> true);
    }

    private static VersionRange all(String text) throws RangeException, VersionException {
        List<Clause> clauses = Clause.read(text);
        VersionRange range = VersionRange.all(SCHEME);
        for (int i = 0; i < clauses.size(); i++) {
            boolean hyphen = i + 2 < clauses.size() && clauses.get(i + 1).equals(new Clause("", "-"));
            if (hyphen) {
                range = range.intersect(hyphen(clauses.get(i).operand(), clauses.get(i + 2).operand()));
                i += 2;
            } else {
                range = range.intersect(one(clauses.get(i)));
            }
        }
        return range;
    }

    private static VersionRange one(Clause clause) throws RangeException, VersionException {
        String operand = withoutFlag(clause.operand());
        if (operand.equals("*") || operand.equals("x")) {
            return VersionRange.all(SCHEME);
        }
        Matcher numbers = NUMBERS.matcher(operand);
        if (!numbers.matches()) {
            throw new RangeException(
                    operand.startsWith("dev-") ? "a branch is no range of versions" : "not a constraint of Composer");
        }
        int given = given(numbers);
        boolean wild = given < 4 && numbers.group(given + 1) != null;
        return switch (clause.operator()) {
            case "^" -> between(operand, next(numbers, caretPlace(numbers, given)));
            case "~", "~>" -> between(operand, next(numbers, Math.max(given, 2) - 2));
            case "", "=", "==" -> wild ? wildcard(numbers, given) : Requirement.comparison("=", SCHEME.parse(operand));
            case "!=", "<>" ->
                (wild ? wildcard(numbers, given) : Requirement.comparison("=", SCHEME.parse(operand))).complement();
            case "<", ">=" -> Requirement.comparison(clause.operator(), bound(operand));
            default -> Requirement.comparison(clause.operator(), SCHEME.parse(operand));
        };
    }

    private static VersionRange wildcard(Matcher numbers, int given) throws VersionException {
        String from = prefix(numbers, given - 1, numbers.group(given));
        return between(from, next(numbers, given - 1));
    }

    private static VersionRange hyphen(String from, String to) throws RangeException, VersionException {
        Matcher numbers = NUMBERS.matcher(withoutFlag(to));
        if (!numbers.matches()) {
            throw new RangeException("not a constraint of Composer");
        }
        VersionRange lower = Requirement.comparison(">=", bound(withoutFlag(from)));
        boolean whole = given(numbers) >= 3 || !numbers.group(5).isEmpty();
        return lower.intersect(whole
                ? Requirement.comparison("<=", SCHEME.parse(withoutFlag(to)))
                : Requirement.comparison("<", bound(next(numbers, given(numbers) - 1))));
    }

    private static VersionRange between(String from, String before) throws VersionException {
        return new VersionRange(SCHEME, List.of(Interval.between(bound(from), bound(before))));
    }

    private static Version bound(String text) throws VersionException {
        return SCHEME.parse(STABILITY.matcher(text).matches() ? text : text + "-dev");
    }

    /// Without a stability flag (`@stable`), an alias and letter case.
    private static String withoutFlag(String operand) {
        int flag = operand.indexOf('@');
        String bare = (flag < 0 ? operand : operand.substring(0, flag)).toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? "*" : bare;
    }

    /// How many numbers stand in front.
    private static int given(Matcher numbers) {
        int given = 1;
        while (given < 4 && numbers.group(given + 1) != null && Character.isDigit(numbers.group(given + 1).charAt(0))) {
            given++;
        }
        return given;
    }

    private static int caretPlace(Matcher numbers, int given) {
        for (int i = 0; i < Math.min(given, 3); i++) {
            if (!numbers.group(i + 1).matches("0+")) {
                return i;
            }
        }
        return Math.min(given, 3) - 1;
    }

    private static String next(Matcher numbers, int place) {
        String raised = new java.math.BigInteger(numbers.group(place + 1)).add(java.math.BigInteger.ONE).toString();
        return prefix(numbers, place, raised);
    }

    private static String prefix(Matcher numbers, int place, String last) {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < place; i++) {
            prefix.append(numbers.group(i + 1)).append('.');
        }
        return prefix.append(last).append(".0".repeat(3 - Math.min(place, 3))).toString();
    }
}
