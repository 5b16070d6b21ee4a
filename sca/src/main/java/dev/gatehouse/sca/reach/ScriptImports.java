package dev.gatehouse.sca.reach;

import java.util.regex.Pattern;

/// What JavaScript and TypeScript files give to `import`, `export … from`, `require` and `import()`.
///
/// Scripts cannot be tokenised without parsing them (a slash may begin a regular expression), and what is overlooked would be called
/// unreachable. So every quote is tried as the beginning of a name: too much is found rather than too little.
final class ScriptImports {
    private static final int LONGEST = 214;
    /// Arguments that are files of the project, wherever they lie.
    private static final Pattern LOCAL = Pattern
            .compile("(?:path\\s*\\.\\s*)?(?:join|resolve)\\s*\\(\\s*(?:__dirname|process\\.cwd\\(|"
                    + "import\\.meta)|__dirname|__filename|new\\s+URL\\(\\s*[\"'`]\\.|[\"'`]\\.{1,2}/|[\"'`]\\$\\{__dirname");

    private ScriptImports() {}

    static void read(String text, SourceReader.Found found) {
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c == '"' || c == '\'' || c == '`') {
                int end = name(text, at);
                if (end > 0 && imports(text, at, lineStart)) {
                    found.add(text.substring(at + 1, end), line);
                }
            } else if (c == '(' && at >= 6 && made(text, at)) {
                found.unclear(line);
            }
        }
    }

    /// The closing quote of a name of a package or file; 0 if something else stands there.
    private static int name(String text, int open) {
        char quote = text.charAt(open);
        int most = Math.min(text.length(), open + LONGEST);
        for (int at = open + 1; at < most; at++) {
            char c = text.charAt(at);
            if (c == quote) {
                char first = text.charAt(open + 1);
                return at > open + 1 && first != '.' && first != '/' ? at : 0;
            }
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "@/._~:+!?-".indexOf(c) >= 0)) {
                return 0;
            }
        }
        return 0;
    }

    /// Whether what stands before a name imports it, comments between both passed over.
    private static boolean imports(String text, int quote, int lineStart) {
        int at = quote - 1;
        while (at >= 0) {
            char c = text.charAt(at);
            if (c <= ' ') {
                at--;
            } else if (c == '/' && at > 2 && text.charAt(at - 1) == '*') {
                int open = text.lastIndexOf("/*", at - 2);
                if (open < 0) {
                    return false;
                }
                at = open - 1;
            } else {
                break;
            }
        }
        if (at < 0 || commented(text, lineStart, quote)) {
            return false;
        }
        if (text.charAt(at) == '(') {
            int before = at - 1;
            while (before >= 0 && text.charAt(before) <= ' ') {
                before--;
            }
            return ends(text, before, "require") || ends(text, before, "import") || ends(text, before, "resolve")
                    || ends(text, before, "requireActual") || ends(text, before, "mock");
        }
        return ends(text, at, "from") || ends(text, at, "import");
    }

    private static boolean commented(String text, int lineStart, int quote) {
        int at = lineStart;
        while (at < quote && text.charAt(at) <= ' ') {
            at++;
        }
        return text.startsWith("//", at) || text.startsWith("* ", at);
    }

    private static boolean ends(String text, int last, String word) {
        int start = last - word.length() + 1;
        return start >= 0 && text.startsWith(word, start)
                && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)) && "_$".indexOf(text.charAt(start - 1)) < 0);
    }

    /// Whether the parenthesis belongs to a `require` or `import` of something that is no literal.
    private static boolean made(String text, int open) {
        boolean called = (ends(text, open - 1, "require") || ends(text, open - 1, "import"))
                && (open < 8 || text.charAt(open - 8) != '.' || !ends(text, open - 1, "require"));
        if (!called) {
            return false;
        }
        int at = open + 1;
        while (at < text.length()) {
            if (text.charAt(at) <= ' ') {
                at++;
            } else if (text.startsWith("/*", at) && text.indexOf("*/", at) > 0) {
                at = text.indexOf("*/", at) + 2;
            } else {
                break;
            }
        }
        if (at >= text.length() || text.charAt(at) == ')') {
            return false;
        }
        char quote = text.charAt(at);
        if (LOCAL.matcher(text).region(at, Math.min(text.length(), at + LONGEST)).lookingAt()) {
            return false;
        }
        if (quote != '"' && quote != '\'' && quote != '`') {
            return true;
        }
        int close = text.indexOf(quote, at + 1);
        String given = close < 0 ? "" : text.substring(at + 1, Math.min(close, at + LONGEST));
        int next = close + 1;
        while (close > 0 && next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        boolean whole = close > 0 && next < text.length() && (text.charAt(next) == ')' || text.charAt(next) == ',');
        // A part that is put in may name a package only if it stands before the first slash of no relative path.
        return !given.startsWith(".") && (!whole || quote == '`' && given.contains("${"));
    }
}
