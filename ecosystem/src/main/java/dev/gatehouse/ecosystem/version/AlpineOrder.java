package dev.gatehouse.ecosystem.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Alpine: `number{.number}{letter}{_suffix{number}}{~hash}{-r#}`. Numbers behind the first with a leading zero are compared as
/// fractions. Source: apk-package(5), "Versions", and what `apk version -t` does.
record AlpineOrder(List<Part> parts) implements Comparable<AlpineOrder>, Prerelease {
    private static final List<String> SUFFIXES = List.of("alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p");
    private static final int EARLY_SUFFIXES = 4;
    private static final Pattern VERSION = Pattern.compile(
            "(\\d+(?:\\.\\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\\d*)*)(?:~([0-9a-f]+))?(?:-r(\\d+))?");
    private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)(\\d*)");

    /// Kinds in the order in which they may follow each other.
    private enum Kind {
        FIRST, NUMBER, LETTER, SUFFIX, SUFFIX_NUMBER, HASH, REVISION, END
    }

    private record Part(Kind kind, String text) {
        private boolean isEarly() {
            return kind == Kind.SUFFIX && SUFFIXES.indexOf(text) < EARLY_SUFFIXES;
        }

        private int compareWithSameKind(Part other) {
            return switch (kind) {
                case FIRST, SUFFIX_NUMBER, REVISION -> Digits.compare(text, other.text);
                case NUMBER ->
                    text.startsWith("0") || other.text.startsWith("0")
                            ? text.compareTo(other.text)
                            : Digits.compare(text, other.text);
                case SUFFIX -> Integer.compare(SUFFIXES.indexOf(text), SUFFIXES.indexOf(other.text));
                case LETTER, HASH, END -> text.compareTo(other.text);
            };
        }
    }

    static AlpineOrder parse(String text) throws VersionException {
        Matcher matcher = VERSION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new VersionException("not a version of Alpine");
        }
        List<Part> parts = new ArrayList<>();
        for (String number : matcher.group(1).split("\\.")) {
            parts.add(new Part(parts.isEmpty() ? Kind.FIRST : Kind.NUMBER, number));
        }
        add(parts, Kind.LETTER, matcher.group(2));
        Matcher suffix = SUFFIX.matcher(matcher.group(3));
        while (suffix.find()) {
            parts.add(new Part(Kind.SUFFIX, suffix.group(1)));
            add(parts, Kind.SUFFIX_NUMBER, suffix.group(2));
        }
        add(parts, Kind.HASH, matcher.group(4));
        add(parts, Kind.REVISION, matcher.group(5));
        parts.add(new Part(Kind.END, ""));
        return new AlpineOrder(List.copyOf(parts));
    }

    private static void add(List<Part> parts, Kind kind, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            parts.add(new Part(kind, text));
        }
    }

    @Override
    public boolean isPrerelease() {
        return parts.stream().anyMatch(Part::isEarly);
    }

    @Override
    public int compareTo(AlpineOrder other) {
        for (int i = 0;; i++) {
            Part left = parts.get(i);
            Part right = other.parts.get(i);
            if (left.kind != right.kind) {
                return left.isEarly() ? -1 : right.isEarly() ? 1 : right.kind.compareTo(left.kind);
            }
            int order = left.compareWithSameKind(right);
            if (order != 0 || left.kind == Kind.END) {
                return order;
            }
        }
    }
}
