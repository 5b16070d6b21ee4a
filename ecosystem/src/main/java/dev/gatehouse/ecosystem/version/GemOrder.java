package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RubyGems: numbers and words; a word makes a pre-release and comes before any number. Source: Gem::Version.
///
/// @param segments
///            without the zeros at the end of the numbers and at the end of all
record GemOrder(List<String> segments) implements Comparable<GemOrder>, Prerelease {
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:\\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final Pattern SEGMENT = Pattern.compile("[0-9]+|[a-zA-Z]+");

    static GemOrder parse(String text) throws VersionException {
        String version = text.strip();
        if (version.isEmpty()) {
            return new GemOrder(List.of());
        }
        if (!VERSION.matcher(version).matches()) {
            throw new VersionException("not a version of RubyGems");
        }
        List<String> numbers = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(version.replace("-", ".pre."));
        while (matcher.find()) {
            String segment = matcher.group();
            (words.isEmpty() && Digits.only(segment) ? numbers : words).add(segment);
        }
        dropZeros(numbers);
        dropZeros(words);
        numbers.addAll(words);
        return new GemOrder(List.copyOf(numbers));
    }

    private static void dropZeros(List<String> segments) {
        while (!segments.isEmpty() && Digits.only(segments.getLast()) && Digits.compare(segments.getLast(), "0") == 0) {
            segments.removeLast();
        }
    }

    @Override
    public boolean isPrerelease() {
        return segments.stream().anyMatch(segment -> !Digits.only(segment));
    }

    @Override
    public int compareTo(GemOrder other) {
        int most = Math.max(segments.size(), other.segments.size());
        for (int i = 0; i < most; i++) {
            String left = i < segments.size() ? segments.get(i) : "0";
            String right = i < other.segments.size() ? other.segments.get(i) : "0";
            boolean leftNumber = Digits.only(left);
            boolean rightNumber = Digits.only(right);
            int order = leftNumber && rightNumber
                    ? Digits.compare(left, right)
                    : leftNumber != rightNumber ? Boolean.compare(leftNumber, rightNumber) : left.compareTo(right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
