package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Version specifiers of Python, joined by commas; double bars, which only advisories use, mean *or*.
/// Pre-releases are let in, as `packaging` does for a single version: leaving them out is the resolver's choice.
/// Source: PEP 440 and the version specifiers specification of the Python packaging guide.
final class PythonRequirement {
    private static final VersionScheme SCHEME = VersionScheme.PYPI;
    private static final Pattern RELEASE = Pattern.compile("v?((?:\\d+!)?)(\\d+(?:\\.\\d+)*)(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PARTS = Pattern
            .compile("(?<head>v?(?:\\d+!)?\\d+(?:\\.\\d+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\\d*)?)"
                    + "(?<post>-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?(?:[-_.]?dev[-_.]?\\d*)?(?:\\+(?<local>.*))?");
    private static final Pattern DEV = Pattern.compile("(.*dev[-_.]?)(\\d*)");
    private static final Pattern POST = Pattern.compile("(.*?(?:post|rev|r(?!c))[-_.]?|.*-)(\\d*)");

    private PythonRequirement() {}

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
        List<Predicate<Version>> rules = new ArrayList<>();
        for (Clause clause : Clause.read(text)) {
            String operand = clause.operand();
            if (operand.equals("*")) {
                continue;
            }
            boolean wild = operand.endsWith(".*");
            Version version = SCHEME.parse(wild ? operand.substring(0, operand.length() - 2) : operand);
            switch (clause.operator()) {
                case "==", "=", "" -> range = range.intersect(wild ? prefix(version.text()) : equal(version));
                case "!=" -> range = range.intersect((wild ? prefix(version.text()) : equal(version)).complement());
                case "~=" -> range = range.intersect(compatible(version));
                case "===" -> {
                    range = range.intersect(Requirement.comparison("=", version));
                    rules.add(candidate -> candidate.text().equalsIgnoreCase(operand));
                }
                case "<" -> {
                    range = range.intersect(Requirement.comparison("<", version));
                    if (!version.isPrerelease() && version.text().indexOf('+') < 0) {
                        Version first = SCHEME.parse(version.text().strip() + ".dev0");
                        rules.add(candidate -> candidate.compareTo(first) < 0 || !candidate.isPrerelease());
                    }
                }
                case ">" -> {
                    range = range.intersect(Requirement.comparison(">", version));
                    rules.add(candidate -> !isPostOrLocalOf(candidate, version));
                }
                // The public version is compared: 1.0+local is let in by <=1.0.
                case "<=" -> range = range.intersect(
                        Requirement.comparison("<=", version).union(equal(version)));
                default -> range = range.intersect(Requirement.comparison(clause.operator(), version));
            }
        }
        return new Requirement(text, range, candidate -> rules.stream().allMatch(rule -> rule.test(candidate)));
    }

    /// Without a local version every local version of the same public one is equal.
    private static VersionRange equal(Version version) throws RangeException, VersionException {
        if (version.text().indexOf('+') >= 0) {
            return Requirement.comparison("=", version);
        }
        // The least version that has a greater public part: no local version sorts after a post-release's development release.
        Version next = SCHEME.parse(nextPublic(version.text()));
        return new VersionRange(SCHEME, List.of(Interval.between(version, next)));
    }

    private static String nextPublic(String text) {
        Matcher matcher = matcher(text);
        String rest = matcher.group(3).toLowerCase(Locale.ROOT);
        Matcher dev = DEV.matcher(rest);
        Matcher post = POST.matcher(rest);
        if (dev.matches()) {
            return matcher.group(1) + matcher.group(2) + dev.group(1) + raised(dev.group(2));
        }
        if (post.matches()) {
            return matcher.group(1) + matcher.group(2) + post.group(1) + raised(post.group(2)) + ".dev0";
        }
        return matcher.group(1) + matcher.group(2) + rest + ".post0.dev0";
    }

    private static String raised(String digits) {
        return digits.isEmpty() ? "1" : new BigInteger(digits).add(BigInteger.ONE).toString();
    }

    /// `==1.2.*`: from the first development release of 1.2 up to that of 1.3.
    private static VersionRange prefix(String text) throws VersionException {
        Matcher matcher = matcher(text);
        String[] numbers = matcher.group(2).split("\\.");
        String from = matcher.group(1) + matcher.group(2) + ".dev0";
        numbers[numbers.length - 1] = raised(numbers[numbers.length - 1]);
        String to = matcher.group(1) + String.join(".", numbers) + ".dev0";
        return new VersionRange(SCHEME, List.of(Interval.between(SCHEME.parse(from), SCHEME.parse(to))));
    }

    /// `~=1.4.2`: at least that, and `==1.4.*`.
    private static VersionRange compatible(Version version) throws RangeException, VersionException {
        Matcher matcher = matcher(version.text());
        int last = matcher.group(2).lastIndexOf('.');
        if (last < 0) {
            throw new RangeException("'~=' needs at least two numbers");
        }
        return Requirement.comparison(">=", version).intersect(prefix(matcher.group(1) + matcher.group(2).substring(0, last)));
    }

    private static Matcher matcher(String text) {
        Matcher matcher = RELEASE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalStateException("a version without numbers was read");
        }
        return matcher;
    }

    /// `>1.0` lets neither 1.0.post1 nor 1.0+local in.
    private static boolean isPostOrLocalOf(Version candidate, Version bound) {
        Matcher parts = PARTS.matcher(candidate.text().strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalStateException("a version was read that is none");
        }
        boolean local = parts.group("local") != null;
        boolean post = parts.group("post") != null;
        String upToPost = parts.group("head");
        String upToLocal = local ? candidate.text().substring(0, candidate.text().indexOf('+')) : candidate.text();
        try {
            return post && SCHEME.parse(upToPost).compareTo(bound) == 0 || local && SCHEME.parse(upToLocal).compareTo(bound) == 0;
        } catch (VersionException e) {
            throw new IllegalStateException("the front of a version is a version", e);
        }
    }
}
