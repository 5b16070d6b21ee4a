package dev.gatehouse.secrets.match;

/// A value that may be a secret, with what stands around it.
///
/// @param value
///            the value
/// @param line
///            the line it begins in, at most some thousand characters of it
/// @param start
///            index of the value in the line
/// @param before
///            up to 200 characters of the lines before, for context
/// @param name
///            what the value is assigned to: the identifier, key or attribute before it; empty if none can be seen
/// @param quote
///            the quotation mark before it; 0 without one
/// @param extension
///            lower-case extension of some path of the content, without the point; empty without one
public record Candidate(String value, String line, int start, String before, String name, char quote, String extension) {

    /// Cuts out of the line what the value is assigned to.
    public static Candidate of(String value, String line, int start, String before, String extension) {
        int at = start;
        char quote = 0;
        if (at > 0 && "\"'`".indexOf(line.charAt(at - 1)) >= 0) {
            quote = line.charAt(at - 1);
        }
        // Over quotes, operators and blanks to the end of the name.
        int seen = 0;
        while (at > 0 && !isName(line.charAt(at - 1)) && seen < 24) {
            at--;
            seen++;
        }
        int end = at;
        while (at > 0 && (isName(line.charAt(at - 1))) && end - at < 100) {
            at--;
        }
        return new Candidate(value, line, start, before, line.substring(at, end), quote, extension);
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    /// What surrounds it only.
    @Override
    public String toString() {
        return "Candidate[" + name.length() + " characters of name, " + value.length() + " of value]";
    }
}
