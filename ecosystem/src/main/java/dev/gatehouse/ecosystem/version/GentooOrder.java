package dev.gatehouse.ecosystem.version;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gentoo. Source: Package Manager Specification, "Version Comparison".
record GentooOrder(List<String> numbers, String letter, List<MatchResult> suffixes, String revision)
        implements
            Comparable<GentooOrder>,
            Prerelease {
    private static final List<String> SUFFIXES = List.of("alpha", "beta", "pre", "rc", "p");
    private static final Pattern VERSION = Pattern
            .compile("(\\d+(?:\\.\\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)\\d*)*)(?:-r(\\d+))?");
    private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)(\\d*)");

    static GentooOrder parse(String text) throws VersionException {
        Matcher matcher = VERSION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new VersionException("not a version of Gentoo");
        }
        return new GentooOrder(List.of(matcher.group(1).split("\\.")), matcher.group(2),
                SUFFIX.matcher(matcher.group(3)).results().toList(), matcher.group(4) == null ? "0" : matcher.group(4));
    }

    @Override
    public boolean isPrerelease() {
        return !suffixes.isEmpty() && !suffixes.getFirst().group(1).equals("p");
    }

    @Override
    public int compareTo(GentooOrder other) {
        for (int i = 0; i < numbers.size() && i < other.numbers.size(); i++) {
            String left = numbers.get(i);
            String right = other.numbers.get(i);
            boolean fractions = i > 0 && (left.startsWith("0") || right.startsWith("0"));
            int order = fractions ? withoutZeros(left).compareTo(withoutZeros(right)) : Digits.compare(left, right);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(numbers.size(), other.numbers.size());
        order = order != 0 ? order : letter.compareTo(other.letter);
        order = order != 0 ? order : compareSuffixes(other);
        return order != 0 ? order : Digits.compare(revision, other.revision);
    }

    private int compareSuffixes(GentooOrder other) {
        for (int i = 0; i < suffixes.size() && i < other.suffixes.size(); i++) {
            MatchResult left = suffixes.get(i);
            MatchResult right = other.suffixes.get(i);
            int order = Integer.compare(SUFFIXES.indexOf(left.group(1)), SUFFIXES.indexOf(right.group(1)));
            order = order != 0 ? order : Digits.compare(left.group(2), right.group(2));
            if (order != 0) {
                return order;
            }
        }
        if (suffixes.size() == other.suffixes.size()) {
            return 0;
        }
        boolean longer = suffixes.size() > other.suffixes.size();
        MatchResult next = (longer ? suffixes : other.suffixes).get(Math.min(suffixes.size(), other.suffixes.size()));
        return next.group(1).equals("p") == longer ? 1 : -1;
    }

    private static String withoutZeros(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
