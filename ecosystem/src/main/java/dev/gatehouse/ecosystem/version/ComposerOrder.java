package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Composer: four numbers and a stability, compared as PHP's `version_compare` does. Branches (`dev-main`) have no place in
/// the order and are refused. Source: composer/semver, PHP manual.
///
/// @param parts
///            numbers and words in the form that `version_compare` sees
record ComposerOrder(List<String> parts) implements Comparable<ComposerOrder>, Prerelease {
    private static final String STABILITY = "[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\\d+)*))?([.-]?dev)?";
    private static final Pattern CLASSIC = Pattern.compile("v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?" + STABILITY);
    private static final Pattern DATED = Pattern.compile("v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2})" + STABILITY);
    private static final Pattern BRANCH = Pattern
            .compile("v?(\\d+)(\\.(?:\\d+|[x*]))?(\\.(?:\\d+|[x*]))?(\\.(?:\\d+|[x*]))?-dev");
    private static final Pattern WORD = Pattern.compile("\\d+|[a-z]+");
    private static final String NEWEST = "9999999";

    static ComposerOrder parse(String text) throws VersionException {
        String version = text.strip().toLowerCase(Locale.ROOT);
        int alias = version.indexOf(" as ");
        version = alias < 0 ? version : version.substring(0, alias).strip();
        int metadata = version.indexOf('+');
        version = metadata < 0 ? version : version.substring(0, metadata);
        int stability = version.indexOf('@');
        version = stability < 0 ? version : version.substring(0, stability);
        Matcher classic = CLASSIC.matcher(version);
        if (classic.matches()) {
            List<String> parts = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                String number = classic.group(i);
                parts.add(number == null ? "0" : i == 1 ? number : number.substring(1));
            }
            return new ComposerOrder(stability(parts, classic, 5));
        }
        Matcher dated = DATED.matcher(version);
        if (dated.matches()) {
            List<String> parts = new ArrayList<>(List.of(dated.group(1).split("[.:-]")));
            return new ComposerOrder(stability(parts, dated, 2));
        }
        return branch(version);
    }

    /// `1.2.x-dev` is newer than everything of 1.2.
    private static ComposerOrder branch(String version) throws VersionException {
        Matcher branch = BRANCH.matcher(version.endsWith("-dev") ? version : version + "-dev");
        if (!branch.matches()) {
            throw new VersionException(version.startsWith("dev-")
                    ? "a branch has no place in the order of versions"
                    : "not a version of Composer");
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String number = branch.group(i);
            parts.add(number == null || number.endsWith("x") || number.endsWith("*")
                    ? NEWEST
                    : i == 1 ? number : number.substring(1));
        }
        parts.add("dev");
        return new ComposerOrder(List.copyOf(parts));
    }

    private static List<String> stability(List<String> parts, Matcher matcher, int group) {
        String word = matcher.group(group);
        if (word != null && !word.equals("stable")) {
            parts.add(switch (word) {
                case "a" -> "alpha";
                case "b" -> "beta";
                case "p", "pl" -> "patch";
                default -> word;
            });
            Matcher numbers = WORD.matcher(matcher.group(group + 1) == null ? "" : matcher.group(group + 1));
            while (numbers.find()) {
                parts.add(numbers.group());
            }
        }
        if (matcher.group(group + 2) != null) {
            parts.add("dev");
        }
        return List.copyOf(parts);
    }

    @Override
    public boolean isPrerelease() {
        return parts.stream().anyMatch(part -> !Digits.only(part) && form(part) < NUMBER);
    }

    private static final int NUMBER = 5;

    /// The order of the special forms: any other word, dev, alpha, beta, RC, a number, patch.
    private static int form(String part) {
        return Digits.only(part) ? NUMBER : switch (part) {
            case "dev" -> 1;
            case "alpha" -> 2;
            case "beta" -> 3;
            case "rc" -> 4;
            case "p", "pl", "patch" -> 6;
            default -> 0;
        };
    }

    @Override
    public int compareTo(ComposerOrder other) {
        for (int i = 0; i < parts.size() && i < other.parts.size(); i++) {
            String left = parts.get(i);
            String right = other.parts.get(i);
            int order = Digits.only(left) && Digits.only(right)
                    ? Digits.compare(left, right)
                    : Integer.compare(form(left), form(right));
            if (order != 0) {
                return order;
            }
        }
        if (parts.size() == other.parts.size()) {
            return 0;
        }
        return parts.size() > other.parts.size() ? tail(parts.get(other.parts.size())) : -tail(other.parts.get(parts.size()));
    }

    /// How what has one part more compares with what has not.
    private static int tail(String part) {
        return Digits.only(part) ? 1 : Integer.compare(form(part), NUMBER);
    }
}
