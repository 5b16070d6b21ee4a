package dev.gatehouse.secrets.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks re2j whether a match begins at a place, and which. Reads as little of the text as that needs. Thread-safe; compiles the
/// pattern when first asked.
///
/// re2j has no way of matching at a place with the text before it as context: its anchored search knows only the beginning of the
/// text, and goes on to the end of the text when there is no match. So the pattern gets the character before the place as well,
/// `\A(?s:.)(?:pattern)`, which keeps `^` and `\b` honest and gives up at once.
final class Probe {
    private static final int FIRST_WINDOW = 256;

    private final String regex;
    private final String close;
    private volatile @Nullable Pattern behindCharacter;
    private volatile @Nullable Pattern atBegin;
    private volatile @Nullable Pattern plain;

    /// @param openQuote
    ///            whether the expression ends within `\Q`
    Probe(String regex, boolean openQuote) {
        this.regex = regex;
        close = openQuote ? "\\E)" : ")";
    }

    /// Compiles the pattern without keeping it.
    Pattern compile() {
        return Pattern.compile(regex);
    }

    /// The pattern itself.
    Pattern plain() {
        Pattern pattern = plain;
        if (pattern == null) {
            pattern = compile();
            plain = pattern;
        }
        return pattern;
    }

    private Pattern behindCharacter() {
        Pattern pattern = behindCharacter;
        if (pattern == null) {
            pattern = Pattern.compile("\\A(?s:.)(?:" + regex + close);
            behindCharacter = pattern;
        }
        return pattern;
    }

    private Pattern atBegin() {
        Pattern pattern = atBegin;
        if (pattern == null) {
            pattern = Pattern.compile("\\A(?:" + regex + close);
            atBegin = pattern;
        }
        return pattern;
    }

    /// The groups, counted from `begin`, of the match that begins at `start`; null if none does. The text lies from `begin`
    /// to `end`.
    int @Nullable [] match(byte[] bytes, int begin, int start, int end) {
        if (Text.boundary(bytes, begin, start, end) != start) {
            return null;
        }
        int from = start == begin ? begin : Text.boundary(bytes, begin, start - 1, end);
        Pattern pattern = start == begin ? atBegin() : behindCharacter();
        for (long window = FIRST_WINDOW;; window *= 4) {
            int to = (int) Math.min(end, start + window);
            to = to == end ? end : Text.boundary(bytes, begin, to, end);
            Text text = Text.of(bytes, from, to);
            Matcher matcher = pattern.matcher(text);
            boolean found = matcher.find();
            if (!text.lastRead() || to == end) {
                return found ? groups(matcher, text, begin, start) : null;
            }
        }
    }

    private static int[] groups(Matcher matcher, Text text, int begin, int start) {
        int[] groups = ReferenceEngine.groups(matcher, text, begin);
        for (int g = 2; g < groups.length; g += 2) {
            if (groups[g] < start - begin) {
                groups[g] = -1;
                groups[g + 1] = -1;
            }
        }
        // The match of the extended pattern begins with the character before.
        groups[0] = start - begin;
        return groups;
    }
}
