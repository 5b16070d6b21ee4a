package dev.gatehouse.config;

import java.util.ArrayList;
import java.util.List;

/// A glob over paths as gatehouse.yaml has them: `*` and `?` stay within a part, `**` spans parts, a pattern that has no `/`
/// except
/// perhaps at its end matches a part anywhere, a trailing `/` means everything below.
///
/// Matching follows all positions of the pattern side by side, so it takes at most pattern length times path length steps.
public final class PathPattern {

    private sealed interface Token {
        /// One given character.
        record Literal(char c) implements Token {}

        /// `?`: any character but `/`.
        record One() implements Token {}

        /// `*`: any number of characters but `/`.
        record Star() implements Token {}

        /// `**`: any number of characters.
        record Span() implements Token {}

        /// `**/`: any number of whole parts.
        record Parts() implements Token {}
    }

    private final String glob;
    private final List<Token> tokens;

    private PathPattern(String glob, List<Token> tokens) {
        this.glob = glob;
        this.tokens = tokens;
    }

    /// The pattern that the glob describes. Every text is one.
    public static PathPattern of(String glob) {
        String pattern = glob;
        int slash = pattern.indexOf('/');
        if (slash < 0 || slash == pattern.length() - 1) {
            pattern = "**/" + pattern;
        }
        if (pattern.startsWith("/")) {
            pattern = pattern.substring(1);
        }
        if (pattern.endsWith("/")) {
            pattern += "**";
        }
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && pattern.startsWith("**", i)) {
                boolean parts = pattern.startsWith("**/", i) && (i == 0 || pattern.charAt(i - 1) == '/');
                tokens.add(parts ? new Token.Parts() : new Token.Span());
                i += parts ? 2 : 1;
            } else {
                tokens.add(c == '*' ? new Token.Star() : c == '?' ? new Token.One() : new Token.Literal(c));
            }
        }
        return new PathPattern(glob, tokens);
    }

    /// Whether the path or a directory above it matches.
    ///
    /// @param path
    ///            `/` between its parts, none at the beginning
    public boolean matches(String path) {
        return matches(path, true);
    }

    /// Whether the path itself matches.
    ///
    /// @param path
    ///            `/` between its parts, none at the beginning
    public boolean matchesItself(String path) {
        return matches(path, false);
    }

    private boolean matches(String path, boolean directories) {
        boolean[] states = new boolean[tokens.size() + 1];
        enter(states, 0);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (directories && c == '/' && states[tokens.size()]) {
                return true;
            }
            boolean[] next = new boolean[states.length];
            for (int t = 0; t < tokens.size(); t++) {
                if (states[t]) {
                    step(t, c, next);
                }
            }
            states = next;
        }
        return states[tokens.size()];
    }

    private void step(int t, char c, boolean[] next) {
        switch (tokens.get(t)) {
            case Token.Literal(char want) -> {
                if (want == c) {
                    enter(next, t + 1);
                }
            }
            case Token.One _ -> {
                if (c != '/') {
                    enter(next, t + 1);
                }
            }
            case Token.Star _ -> {
                if (c != '/') {
                    enter(next, t);
                }
            }
            case Token.Span _ -> enter(next, t);
            case Token.Parts _ -> {
                next[t] = true;
                if (c == '/') {
                    enter(next, t + 1);
                }
            }
        }
    }

    /// Marks a position and those that are reached from it without a character.
    private void enter(boolean[] states, int t) {
        states[t] = true;
        if (t < tokens.size() && !(tokens.get(t) instanceof Token.Literal) && !(tokens.get(t) instanceof Token.One)) {
            enter(states, t + 1);
        }
    }

    /// The glob as written.
    @Override
    public String toString() {
        return glob;
    }
}
