package dev.gatehouse.secrets.match;

import java.util.regex.Pattern;

/// Tells an expression from a literal where a rule allows the secret to stand without quotation marks, as shells and configuration files write
/// it: `PGPASSWORD=…`. In source code an unquoted right-hand side is a variable, a call, a member.
final class Expressions {
    private static final Pattern CHAIN = Pattern
            .compile("[A-Za-z_$][\\w$]*(?:(?:\\.|::|->|\\?\\.)[A-Za-z_$][\\w$]*)*[.,:;)\\]}]*");
    private static final Pattern WITHOUT_DIGITS = Pattern.compile("[^0-9]*");

    private Expressions() {}

    /// Whether the value is an expression of a program.
    ///
    /// @param line
    ///            the line that it begins in, as far as it is known
    /// @param start
    ///            index of the value in the line
    /// @param end
    ///            index after it; at most the line's length
    /// @param extension
    ///            lower-case extension of the file, without the point
    static boolean is(String line, int start, int end, String extension) {
        if (!References.isCode(extension) || start == 0 || quoted(line, start) || comment(line)) {
            return false;
        }
        int at = start;
        while (at > 0 && line.charAt(at - 1) == ' ') {
            at--;
        }
        if (at == 0 || line.charAt(at - 1) != '=' && line.charAt(at - 1) != ':' && line.charAt(at - 1) != '>') {
            return false;
        }
        // Shells know no blanks around the sign.
        boolean spaced = at > 1 && (line.charAt(at - 1) == '=' || line.charAt(at - 1) == '>')
                && (line.charAt(at - 2) == ' ' || at > 2 && line.charAt(at - 2) == '=' && line.charAt(at - 3) == ' ');
        String value = line.substring(start, end);
        char next = end < line.length() ? line.charAt(end) : '\n';
        boolean chain = CHAIN.matcher(value).matches();
        return spaced && chain
                || chain && (next == '(' || next == '[' || value.indexOf('.') > 0 || WITHOUT_DIGITS.matcher(value).matches());
    }

    /// Whether the place lies between quotation marks of its line, or right after one.
    private static boolean quoted(String line, int start) {
        char open = 0;
        for (int i = 0; i < start; i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if ("\"'`".indexOf(c) >= 0 && (open == 0 || open == c)) {
                open = open == 0 ? c : 0;
            }
        }
        return open != 0 || "\"'`".indexOf(line.charAt(start - 1)) >= 0;
    }

    private static boolean comment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("//") || text.startsWith("*") || text.startsWith("/*")
                || text.startsWith("--");
    }
}
