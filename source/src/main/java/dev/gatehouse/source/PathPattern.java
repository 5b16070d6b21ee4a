package dev.gatehouse.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One pattern of a .gitignore file without its `!`: whether it is anchored, whether it wants a directory, and its glob.
///
/// The literal beginning is compared first and the glob matched against what follows, as git does. Immutable.
public final class PathPattern {
    private final boolean directoryOnly;
    /// Whether it is matched against the last part of the path instead of the whole.
    private final boolean nameOnly;
    private final byte[] literal;
    /// What follows the literal; null if nothing does.
    private final @Nullable Glob rest;
    /// `*` and a literal, the commonest form by far; matched from the end.
    private final byte @Nullable [] suffix;
    private final boolean foldCase;

    private PathPattern(boolean directoryOnly, boolean nameOnly, byte[] literal, @Nullable Glob rest, byte @Nullable [] suffix,
            boolean foldCase) {
        this.directoryOnly = directoryOnly;
        this.nameOnly = nameOnly;
        this.literal = literal;
        this.rest = rest;
        this.suffix = suffix;
        this.foldCase = foldCase;
    }

    /// Reads a pattern.
    ///
    /// @param foldCase
    ///            whether ASCII letters match in either case
    /// @return null if it can match nothing
    public static @Nullable PathPattern parse(byte[] pattern, boolean foldCase) {
        int start = 0;
        int end = pattern.length;
        boolean directoryOnly = end > 0 && pattern[end - 1] == '/';
        if (directoryOnly) {
            end--;
        }
        boolean nameOnly = true;
        for (int i = 0; i < end; i++) {
            if (pattern[i] == '/') {
                nameOnly = false;
                break;
            }
        }
        if (!nameOnly && pattern[0] == '/') {
            start = 1;
        }
        if (start == end) {
            return null;
        }
        int special = start;
        while (special < end && !isSpecial(pattern[special])) {
            special++;
        }
        byte[] literal = Arrays.copyOfRange(pattern, start, special);
        if (special == end) {
            return new PathPattern(directoryOnly, nameOnly, literal, null, null, foldCase);
        }
        if (nameOnly && special == start && pattern[start] == '*' && isLiteral(pattern, start + 1, end)) {
            return new PathPattern(directoryOnly, true, literal, null, Arrays.copyOfRange(pattern, start + 1, end), foldCase);
        }
        Glob rest = Glob.compile(Arrays.copyOfRange(pattern, special, end), foldCase);
        return rest == null ? null : new PathPattern(directoryOnly, nameOnly, literal, rest, null, foldCase);
    }

    private static boolean isLiteral(byte[] pattern, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isSpecial(pattern[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpecial(byte b) {
        return b == '*' || b == '?' || b == '[' || b == '\\';
    }

    /// Whether it matches a path.
    ///
    /// @param path
    ///            holds the path; from `from` to before `to` it is relative to where the pattern was written
    /// @param directory
    ///            whether a directory lies there
    public boolean matches(byte[] path, int from, int to, boolean directory) {
        return matches(path, from, nameOnly ? nameStart(path, from, to) : from, to, directory);
    }

    /// Where the last part of a path begins.
    public static int nameStart(byte[] path, int from, int to) {
        int start = to;
        while (start > from && path[start - 1] != '/') {
            start--;
        }
        return start;
    }

    /// The same, for one who matches many patterns.
    ///
    /// @param name
    ///            what [#nameStart] says
    public boolean matches(byte[] path, int from, int name, int to, boolean directory) {
        if (directoryOnly && !directory) {
            return false;
        }
        int start = nameOnly ? name : from;
        if (suffix != null) {
            return to - start >= suffix.length && equal(suffix, path, to - suffix.length);
        }
        if (to - start < literal.length || !equal(literal, path, start)) {
            return false;
        }
        int after = start + literal.length;
        return rest == null ? after == to : rest.matches(path, after, to);
    }

    private boolean equal(byte[] expected, byte[] path, int at) {
        for (int i = 0; i < expected.length; i++) {
            byte a = expected[i];
            byte b = path[at + i];
            if (a != b && !(foldCase && Glob.lower(a) == Glob.lower(b))) {
                return false;
            }
        }
        return true;
    }
}
