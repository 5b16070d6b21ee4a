package dev.gatehouse.detection.sigma;

import java.util.Locale;

/// A Sigma string value: `*` stands for any characters, `?` for one, a backslash before either (or before a backslash) takes its
/// meaning away. Case does not count, unless asked for.
///
/// Matching takes time proportional to text × pattern at most: only the last star is ever tried again.
final class Wildcard {
    /// Stand for the wildcards in the pattern, where text of a rule does not reach.
    private static final char ANY = '\uE000';
    private static final char ONE = '\uE001';

    private final String pattern;
    private final String folded;

    private Wildcard(String pattern) {
        this.pattern = pattern;
        this.folded = pattern.toLowerCase(Locale.ROOT);
    }

    /// Reads the value as rules write it.
    static Wildcard of(String value) {
        var pattern = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char following = i + 1 < value.length() ? value.charAt(i + 1) : 0;
            if (c == '\\' && (following == '*' || following == '?' || following == '\\')) {
                pattern.append(following);
                i++;
            } else {
                pattern.append(c == '*' ? ANY : c == '?' ? ONE : c);
            }
        }
        return new Wildcard(pattern.toString());
    }

    /// The same with anything before it.
    Wildcard afterAnything() {
        return new Wildcard(ANY + pattern);
    }

    /// The same with anything after it.
    Wildcard beforeAnything() {
        return new Wildcard(pattern + ANY);
    }

    /// Whether it stands for the whole text, in whatever case.
    boolean matches(String text) {
        return matches(text.toLowerCase(Locale.ROOT), folded);
    }

    /// Whether it stands for the whole text in this case.
    boolean matchesExactly(String text) {
        return matches(text, pattern);
    }

    private static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (p < pattern.length() && wanted == ANY) {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (wanted == ONE || wanted == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == ANY) {
            p++;
        }
        return p == pattern.length();
    }
}
