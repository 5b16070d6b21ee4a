package dev.gatehouse.ecosystem.version;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The order that people mean where nobody has defined one: numbers by value, words by their letters and before numbers, what
/// commonly names a pre-release before the end.
record GenericOrder(List<String> runs) implements Comparable<GenericOrder>, Prerelease {
    private static final Pattern RUN = Pattern.compile("\\d+|\\p{Alpha}+");
    private static final List<String> EARLY = List.of("dev", "snapshot", "nightly", "alpha", "a", "beta", "b", "milestone", "m",
            "pre",
            "preview", "cr", "rc");

    static GenericOrder parse(String text) throws VersionException {
        String version = text.strip().toLowerCase(Locale.ROOT);
        List<String> runs = RUN.matcher(version).results().map(run -> run.group()).toList();
        boolean prefixed = runs.size() > 1 && runs.getFirst().equals("v");
        if (runs.isEmpty()) {
            throw new VersionException("neither a number nor a word");
        }
        return new GenericOrder(prefixed ? runs.subList(1, runs.size()) : runs);
    }

    @Override
    public boolean isPrerelease() {
        return runs.stream().anyMatch(EARLY::contains);
    }

    @Override
    public int compareTo(GenericOrder other) {
        int most = Math.max(runs.size(), other.runs.size());
        for (int i = 0; i < most; i++) {
            String left = i < runs.size() ? runs.get(i) : "";
            String right = i < other.runs.size() ? other.runs.get(i) : "";
            int order = Integer.compare(rank(left), rank(right));
            order = order != 0 ? order : Digits.only(left) ? Digits.compare(left, right) : left.compareTo(right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// Pre-releases by stage, the end, other words, numbers.
    private static int rank(String run) {
        int early = EARLY.indexOf(run);
        return early >= 0 ? early : EARLY.size() + (run.isEmpty() ? 0 : Digits.only(run) ? 2 : 1);
    }
}
