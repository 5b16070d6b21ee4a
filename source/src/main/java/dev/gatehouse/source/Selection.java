package dev.gatehouse.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which paths a scan looks at, as `--include` and `--exclude` or the configuration say.
///
/// Patterns are written like lines of a .gitignore file without `!`: one without a slash matches at any level, one with a
/// slash from the root, one that ends with a slash directories only; a directory that matches stands for all below it. A path
/// is selected if an include matches (or there is none) and no exclude does. Immutable.
public final class Selection {
    /// Everything.
    public static final Selection ALL = new Selection(List.of(), List.of());

    private final List<PathPattern> includes;
    private final List<PathPattern> excludes;

    private Selection(List<PathPattern> includes, List<PathPattern> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    /// A selection by patterns.
    ///
    /// @throws IllegalArgumentException
    ///             names a pattern that is malformed
    public static Selection of(List<String> includes, List<String> excludes) {
        return includes.isEmpty() && excludes.isEmpty() ? ALL : new Selection(read(includes), read(excludes));
    }

    private static List<PathPattern> read(List<String> patterns) {
        List<PathPattern> read = new ArrayList<>(patterns.size());
        for (String text : patterns) {
            PathPattern pattern = PathPattern.parse(text.getBytes(StandardCharsets.UTF_8), false);
            if (pattern == null) {
                throw new IllegalArgumentException("not a path pattern: " + text);
            }
            read.add(pattern);
        }
        return List.copyOf(read);
    }

    /// Whether every path is selected.
    public boolean isAll() {
        return includes.isEmpty() && excludes.isEmpty();
    }

    /// Whether a file is selected; directories above it are considered.
    public boolean selects(byte[] path) {
        return (includes.isEmpty() || anyAbove(includes, path)) && !anyAbove(excludes, path);
    }

    /// Whether nothing below the directory can be selected, so that it need not be entered.
    public boolean prunes(byte[] directory) {
        if (excludes.isEmpty()) {
            return false;
        }
        for (PathPattern pattern : excludes) {
            if (pattern.matches(directory, 0, directory.length, true)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyAbove(List<PathPattern> patterns, byte[] path) {
        for (PathPattern pattern : patterns) {
            for (int end = 1; end <= path.length; end++) {
                if ((end == path.length || path[end] == '/') && pattern.matches(path, 0, end, end < path.length)) {
                    return true;
                }
            }
        }
        return false;
    }
}
