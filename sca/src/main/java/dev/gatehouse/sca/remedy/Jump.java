package dev.gatehouse.sca.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far apart two versions are, and so how likely it is that something breaks.
public enum Jump {
    /// Only the last number: repairs.
    PATCH("unlikely to break anything", 1),
    /// The second number: new features that should leave the old ones alone.
    MINOR("should not break anything", 2),
    /// The first number, or before 1.0 the first that is not 0: may break what uses it.
    MAJOR("may break what uses it: read its release notes", 8);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final String risk;
    private final double cost;

    Jump(String risk, double cost) {
        this.risk = risk;
        this.cost = cost;
    }

    /// What may break, for people.
    public String risk() {
        return risk;
    }

    /// What it costs in the plan.
    double cost() {
        return cost;
    }

    /// Lower-case name as reports write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The graver of two.
    Jump or(Jump other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// From one version to another by their first three numbers: what semantic versioning promises, and other ecosystems keep to
    /// more or less. An older version is as grave as a new major one.
    public static Jump between(String from, String to) {
        List<Integer> before = numbers(from);
        List<Integer> after = numbers(to);
        for (int i = 0; i < 3; i++) {
            int difference = Integer.compare(after.get(i), before.get(i));
            if (difference < 0) {
                return MAJOR;
            }
            if (difference > 0) {
                boolean unstable = before.subList(0, i).stream().allMatch(number -> number == 0);
                return unstable ? MAJOR : i == 1 ? MINOR : PATCH;
            }
        }
        return PATCH;
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        String release = version.split("[-+]", 2)[0];
        Matcher matcher = NUMBER.matcher(release);
        while (numbers.size() < 3 && matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group()));
        }
        while (numbers.size() < 3) {
            numbers.add(0);
        }
        return numbers;
    }
}
