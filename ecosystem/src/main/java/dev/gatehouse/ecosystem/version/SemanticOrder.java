package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;

/// Semantic Versioning 2.0.0: `major.minor.patch-prerelease+build`. A leading `v` or `=` and missing minor and patch numbers
/// are accepted, as the tools of the ecosystems do when they read requirements.
///
/// @param numbers
///            exactly three
/// @param prerelease
///            the identifiers behind the hyphen; empty for a release
/// @param build
///            the identifiers behind the plus sign if they take part in the order; else empty
record SemanticOrder(List<String> numbers, List<String> prerelease, List<String> build)
        implements
            Comparable<SemanticOrder>,
            Prerelease {

    /// Build metadata does not count.
    static SemanticOrder parse(String text) throws VersionException {
        return parse(text, false);
    }

    /// Build metadata counts, as Dart's pub orders it.
    static SemanticOrder parseWithBuild(String text) throws VersionException {
        return parse(text, true);
    }

    private static SemanticOrder parse(String text, boolean ordersBuild) throws VersionException {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == 'v' || text.charAt(start) == '=' || text.charAt(start) == ' ')) {
            start++;
        }
        List<String> numbers = new ArrayList<>(3);
        int at = start;
        while (true) {
            int end = Digits.end(text, at);
            if (end == at) {
                throw new VersionException("a number is missing");
            }
            numbers.add(text.substring(at, end));
            at = end;
            if (at >= text.length() || text.charAt(at) != '.') {
                break;
            }
            if (numbers.size() == 3) {
                throw new VersionException("more than three numbers");
            }
            at++;
        }
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        int plus = text.indexOf('+', at);
        String before = text.substring(at, plus < 0 ? text.length() : plus);
        List<String> build = plus < 0 || !ordersBuild ? List.of() : identifiers(text.substring(plus + 1));
        if (before.isEmpty()) {
            return new SemanticOrder(List.copyOf(numbers), List.of(), build);
        }
        // npm's loose form has no hyphen: 1.2.3beta.
        return new SemanticOrder(List.copyOf(numbers), identifiers(before.charAt(0) == '-' ? before.substring(1) : before),
                build);
    }

    private static List<String> identifiers(String text) throws VersionException {
        List<String> identifiers = List.of(text.split("\\.", -1));
        for (String identifier : identifiers) {
            boolean valid = !identifier.isEmpty() && identifier.chars()
                    .allMatch(c -> Digits.is((char) c) || Digits.isLetter((char) c) || c == '-' || c == '_');
            if (!valid) {
                throw new VersionException("not a pre-release or build identifier");
            }
        }
        return identifiers;
    }

    @Override
    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    @Override
    public int compareTo(SemanticOrder other) {
        int order = Digits.compare(numbers, other.numbers, true);
        if (order == 0) {
            order = prerelease.isEmpty() || other.prerelease.isEmpty()
                    ? Boolean.compare(prerelease.isEmpty(), other.prerelease.isEmpty())
                    : compareIdentifiers(prerelease, other.prerelease);
        }
        return order != 0 ? order : compareIdentifiers(build, other.build);
    }

    private static int compareIdentifiers(List<String> a, List<String> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            boolean leftNumber = Digits.only(a.get(i));
            boolean rightNumber = Digits.only(b.get(i));
            int order = leftNumber && rightNumber
                    ? Digits.compare(a.get(i), b.get(i))
                    : leftNumber != rightNumber ? Boolean.compare(rightNumber, leftNumber) : a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
