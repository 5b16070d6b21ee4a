package dev.gatehouse.ecosystem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a package URL apart from the right, as the specification describes.
final class PackageUrlParser {
    /// The one type whose name is a path: the namespace is the host alone.
    static final String HOSTED = "git";

    private static final String SCHEME = "pkg:";

    private final boolean strict;
    private String rest;

    PackageUrlParser(String text, boolean strict) {
        this.rest = text;
        this.strict = strict;
    }

    PackageUrl parse() throws PackageUrlException {
        if (rest.length() > PackageUrl.LONGEST) {
            throw new PackageUrlException("longer than " + PackageUrl.LONGEST + " characters");
        }
        if (!rest.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new PackageUrlException("does not begin with 'pkg:'");
        }
        rest = rest.substring(SCHEME.length());
        String subpath = cut('#');
        String decodedSubpath = subpath == null ? null : decodePath(subpath);
        String query = cut('?');
        Map<String, String> qualifiers = query == null ? Map.of() : qualifiers(query);
        rest = trimSlashes(rest);
        int slash = rest.indexOf('/');
        if (slash < 0) {
            throw new PackageUrlException("the name is missing");
        }
        String type = rest.substring(0, slash);
        rest = rest.substring(slash + 1);
        String version = cutVersion();
        int end = type.equalsIgnoreCase(HOSTED) ? rest.indexOf('/') : rest.lastIndexOf('/');
        String namespace = end < 0 ? null : decodePath(rest.substring(0, end));
        return PackageUrl.make(type, namespace, name(rest.substring(end + 1)), version, qualifiers, decodedSubpath, strict);
    }

    /// Cuts off what stands behind the last separator; null if there is none.
    private @Nullable String cut(char separator) {
        int at = rest.lastIndexOf(separator);
        if (at < 0) {
            return null;
        }
        String tail = rest.substring(at + 1);
        rest = rest.substring(0, at);
        return tail;
    }

    /// An at sign that begins a segment and is followed by a further one belongs to an npm scope that nobody encoded.
    private @Nullable String cutVersion() throws PackageUrlException {
        int at = rest.lastIndexOf('@');
        boolean scope = at >= 0 && (at == 0 || rest.charAt(at - 1) == '/') && rest.indexOf('/', at) >= 0;
        if (at < 0 || scope) {
            return null;
        }
        String version = PercentCode.decode(rest.substring(at + 1));
        rest = rest.substring(0, at);
        return version;
    }

    private Map<String, String> qualifiers(String query) throws PackageUrlException {
        Map<String, String> qualifiers = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new PackageUrlException("a qualifier without '='");
            }
            String value = PercentCode.decode(pair.substring(equals + 1));
            if (qualifiers.put(pair.substring(0, equals), value) != null) {
                throw new PackageUrlException("the qualifier '" + pair.substring(0, equals) + "' stands twice");
            }
        }
        return qualifiers;
    }

    private static String name(String encoded) throws PackageUrlException {
        return encoded.indexOf('/') < 0 ? PercentCode.decode(encoded) : decodePath(encoded);
    }

    private static String decodePath(String path) throws PackageUrlException {
        StringBuilder decoded = new StringBuilder(path.length());
        for (String segment : path.split("/")) {
            String text = PercentCode.decode(segment);
            if (text.indexOf('/') >= 0) {
                throw new PackageUrlException("a segment contains an encoded slash");
            }
            decoded.append(text).append('/');
        }
        return decoded.toString();
    }

    /// A type in lower case.
    static String type(String type) throws PackageUrlException {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean valid = !lower.isEmpty() && isLetter(lower.charAt(0))
                && lower.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '+');
        if (!valid) {
            throw new PackageUrlException("not a package type: a letter, then letters, digits, '.', '-'");
        }
        return lower;
    }

    /// A qualifier's key in lower case. Strictly it must at least begin with a lower-case letter.
    static String key(String key, boolean strict) throws PackageUrlException {
        String lower = key.toLowerCase(Locale.ROOT);
        boolean valid = !lower.isEmpty() && isLetter(strict ? key.charAt(0) : lower.charAt(0))
                && lower.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '_');
        if (!valid) {
            throw new PackageUrlException("not a qualifier's key: a lower-case letter, then letters, digits, '.', '-', '_'");
        }
        return lower;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// The segments that are not empty, joined by single slashes; null if none is left.
    ///
    /// @param dots
    ///            whether `.` and `..` are dropped
    static @Nullable String path(String path, boolean dots) {
        StringBuilder kept = new StringBuilder(path.length());
        for (String segment : path.split("/")) {
            if (segment.isEmpty() || dots && (segment.equals(".") || segment.equals(".."))) {
                continue;
            }
            kept.append(kept.isEmpty() ? "" : "/").append(segment);
        }
        return kept.isEmpty() ? null : kept.toString();
    }

    static String trimSlashes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }
}
