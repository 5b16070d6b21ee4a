package dev.gatehouse.ecosystem.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// NuGet: up to four numbers, semantic pre-releases without letter case, metadata that does not count. Source: NuGet.Versioning.
record NugetOrder(List<String> numbers, List<String> labels) implements Comparable<NugetOrder>, Prerelease {
    private static final Pattern VERSION = Pattern
            .compile("v?(\\d+(?:\\.\\d+){0,3})(?:-([0-9a-z-]+(?:\\.[0-9a-z-]+)*))?(?:\\+[0-9a-z-]+(?:\\.[0-9a-z-]+)*)?");

    static NugetOrder parse(String text) throws VersionException {
        Matcher matcher = VERSION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new VersionException("not a version of NuGet");
        }
        String labels = matcher.group(2);
        return new NugetOrder(Arrays.asList(matcher.group(1).split("\\.")),
                labels == null ? List.of() : Arrays.asList(labels.split("\\.")));
    }

    @Override
    public boolean isPrerelease() {
        return !labels.isEmpty();
    }

    @Override
    public int compareTo(NugetOrder other) {
        int order = Digits.compare(numbers, other.numbers, true);
        if (order != 0 || labels.isEmpty() || other.labels.isEmpty()) {
            return order != 0 ? order : Boolean.compare(labels.isEmpty(), other.labels.isEmpty());
        }
        for (int i = 0; i < labels.size() && i < other.labels.size(); i++) {
            boolean leftNumber = Digits.only(labels.get(i));
            boolean rightNumber = Digits.only(other.labels.get(i));
            order = leftNumber && rightNumber
                    ? Digits.compare(labels.get(i), other.labels.get(i))
                    : leftNumber != rightNumber
                            ? Boolean.compare(rightNumber, leftNumber)
                            : labels.get(i).compareTo(other.labels.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(labels.size(), other.labels.size());
    }
}
