package dev.gatehouse.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A path pattern with the meaning that git gives it: `*` and `?` within one part of the path, `**` between slashes for any
/// number of parts, character classes, `\` before a literal. Works on bytes. Matching costs at most pattern length × text
/// length, whatever the pattern. Immutable.
///
/// See gitignore(5) and gitglossary(7), "pathspec"; corner cases are those of git's own matcher.
public final class Glob {
    private static final int STAR = -1;
    private static final int ANY = -2;
    private static final int CLASS = 256;
    private static final int[] ANY_DEPTH = {};

    private final int[][] parts;
    private final List<BitSet> classes;
    private final boolean fold;

    private Glob(int[][] parts, List<BitSet> classes, boolean fold) {
        this.parts = parts;
        this.classes = classes;
        this.fold = fold;
    }

    /// Reads a pattern.
    ///
    /// @param foldCase
    ///            whether ASCII letters match in either case
    /// @return null if the pattern is malformed (an open class, a lone `\` at the end) and so matches nothing
    public static @Nullable Glob compile(byte[] pattern, boolean foldCase) {
        return new Compiler(pattern, foldCase).compile();
    }

    /// Whether the pattern matches the whole of the bytes from `from` to before `to`.
    public boolean matches(byte[] text, int from, int to) {
        int part = 0;
        int at = from;
        int retryPart = -1;
        int retryAt = 0;
        // `at` is where the next part of the text begins; `to + 1` after the last one.
        while (true) {
            boolean fits;
            if (part == parts.length) {
                if (at == to + 1) {
                    return true;
                }
                fits = false;
            } else if (parts[part] == ANY_DEPTH) {
                if (part == parts.length - 1) {
                    return at <= to;
                }
                retryPart = ++part;
                retryAt = at;
                continue;
            } else if (at <= to) {
                int end = slash(text, at, to);
                fits = part(parts[part], text, at, end);
                if (fits) {
                    at = end + 1;
                    part++;
                }
            } else {
                fits = false;
            }
            if (!fits) {
                if (retryPart < 0 || retryAt > to) {
                    return false;
                }
                retryAt = slash(text, retryAt, to) + 1;
                at = retryAt;
                part = retryPart;
            }
        }
    }

    private static int slash(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != '/') {
            i++;
        }
        return i;
    }

    /// Matches one part: on failure only the last star needs to be tried again with one byte more.
    private boolean part(int[] tokens, byte[] text, int from, int to) {
        int token = 0;
        int at = from;
        int retryToken = -1;
        int retryAt = 0;
        while (at < to) {
            if (token < tokens.length && tokens[token] == STAR) {
                retryToken = ++token;
                retryAt = at;
            } else if (token < tokens.length && one(tokens[token], text[at])) {
                token++;
                at++;
            } else if (retryToken >= 0) {
                at = ++retryAt;
                token = retryToken;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == STAR) {
            token++;
        }
        return token == tokens.length;
    }

    private boolean one(int token, byte b) {
        int c = b & 0xff;
        if (fold) {
            c = lower(c);
        }
        if (token >= CLASS) {
            return classes.get(token - CLASS).get(c);
        }
        return token == ANY || token == c;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    /// Turns a pattern into tokens.
    private static final class Compiler {
        private static final Map<String, String> NAMED = Map.ofEntries(Map.entry("alnum", "09AZaz"), Map.entry("alpha", "AZaz"),
                Map.entry("blank", "  \t\t"), Map.entry("cntrl", "\0\37\177\177"), Map.entry("digit", "09"),
                Map.entry("graph", "!~"),
                Map.entry("lower", "az"), Map.entry("print", " ~"), Map.entry("punct", "!/:@[`{~"),
                Map.entry("space", "\t\r  "),
                Map.entry("upper", "AZ"), Map.entry("xdigit", "09AFaf"));

        private final byte[] pattern;
        private final boolean fold;
        private final List<int[]> parts = new ArrayList<>();
        private final List<BitSet> classes = new ArrayList<>();
        private int[] part = new int[8];
        private int length;
        private int at;
        private int end;

        Compiler(byte[] pattern, boolean fold) {
            this.pattern = pattern;
            this.fold = fold;
        }

        @Nullable
        Glob compile() {
            do {
                int first = at;
                if (!readPart()) {
                    return null;
                }
                parts.add(onlyStars(first) ? ANY_DEPTH : Arrays.copyOf(part, length));
                length = 0;
            } while (at++ < pattern.length);
            return new Glob(parts.toArray(new int[0][]), List.copyOf(classes), fold);
        }

        private boolean onlyStars(int first) {
            for (int i = first; i < end; i++) {
                if (pattern[i] != '*') {
                    return false;
                }
            }
            return end - first >= 2;
        }

        /// Reads up to a slash or the end, and stays there; false if the pattern is malformed.
        private boolean readPart() {
            for (; at < pattern.length && pattern[at] != '/'; at++) {
                int c = pattern[at] & 0xff;
                switch (c) {
                    case '*' -> {
                        if (length == 0 || part[length - 1] != STAR) {
                            add(STAR);
                        }
                    }
                    case '?' -> add(ANY);
                    case '[' -> {
                        BitSet set = readClass();
                        if (set == null) {
                            return false;
                        }
                        add(CLASS + classes.size());
                        classes.add(set);
                    }
                    case '\\' -> {
                        if (++at == pattern.length) {
                            return false;
                        }
                        if (pattern[at] == '/') {
                            end = at - 1;
                            return true;
                        }
                        add(literal(pattern[at] & 0xff));
                    }
                    default -> add(literal(c));
                }
            }
            end = at;
            return true;
        }

        private int literal(int c) {
            return fold ? lower(c) : c;
        }

        private void add(int token) {
            if (length == part.length) {
                part = Arrays.copyOf(part, 2 * length);
            }
            part[length++] = token;
        }

        /// Reads a class from its `[` and stays on its `]`; null if it is malformed.
        private @Nullable BitSet readClass() {
            BitSet set = new BitSet(256);
            int c = next();
            boolean negated = c == '!' || c == '^';
            if (negated) {
                c = next();
            }
            int previous = 0;
            do {
                if (c < 0) {
                    return null;
                }
                if (c == '\\') {
                    c = next();
                    if (c < 0) {
                        return null;
                    }
                    set.set(c);
                } else if (c == '-' && previous > 0 && at + 1 < pattern.length && pattern[at + 1] != ']') {
                    c = next();
                    if (c == '\\') {
                        c = next();
                    }
                    if (c < 0) {
                        return null;
                    }
                    range(set, previous, c);
                    c = 0;
                } else if (c == '[' && at + 1 < pattern.length && pattern[at + 1] == ':') {
                    int close = at + 2;
                    while (close < pattern.length && pattern[close] != ']') {
                        close++;
                    }
                    if (close == pattern.length) {
                        return null;
                    }
                    if (close - at < 3 || pattern[close - 1] != ':') {
                        // No `:]` follows: an ordinary set.
                        set.set('[');
                    } else {
                        if (!named(set, new String(pattern, at + 2, close - at - 3, StandardCharsets.ISO_8859_1))) {
                            return null;
                        }
                        at = close;
                        c = 0;
                    }
                } else {
                    set.set(c);
                }
                previous = c;
                c = next();
            } while (c != ']');
            if (negated) {
                set.flip(0, 256);
            }
            set.clear('/');
            return set;
        }

        private int next() {
            return ++at < pattern.length ? pattern[at] & 0xff : -1;
        }

        /// Text is lowered before it is looked up, so a range of capitals stands for the small letters too.
        private void range(BitSet set, int first, int last) {
            for (int i = first; i <= last; i++) {
                set.set(i);
                if (fold) {
                    set.set(lower(i));
                }
            }
        }

        private boolean named(BitSet set, String name) {
            String ranges = NAMED.get(name);
            if (ranges == null) {
                return false;
            }
            for (int i = 0; i < ranges.length(); i += 2) {
                range(set, ranges.charAt(i), ranges.charAt(i + 1));
            }
            return true;
        }
    }
}
