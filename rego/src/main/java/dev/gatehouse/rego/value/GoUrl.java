package dev.gatehouse.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// A URL as Go's `net/url` parses it (RFC 3986 with Go's leniencies).
///
/// @param scheme in lower case; empty if there is none
/// @param opaque what follows a scheme without a slash
/// @param user user and password as they were written; empty if there are none
/// @param hasUser whether there was an `@`
/// @param host with the port
/// @param path decoded
/// @param rawPath as it was written, if encoding the decoded path gives something else; otherwise empty
/// @param omitHost whether a path followed a scheme without an authority
/// @param forceQuery whether there was a `?` with nothing after it
/// @param rawQuery without the `?`
/// @param fragment decoded
/// @param rawFragment like `rawPath`
public record GoUrl(
        String scheme, String opaque, String user, boolean hasUser, String host, String path, String rawPath, boolean omitHost,
        boolean forceQuery, String rawQuery, String fragment, String rawFragment) {

    /// The text is no URL.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed(String text, String problem) {
            super("parse " + quoted(text) + ": " + problem, null, false, false);
        }
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder();
        GoQuote.append(quoted, text);
        return quoted.toString();
    }

    /// Parses a URL.
    public static GoUrl parse(String text) throws Malformed {
        int hash = text.indexOf('#');
        String rest = hash < 0 ? text : text.substring(0, hash);
        String fragment = hash < 0 ? "" : text.substring(hash + 1);
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < ' ' || text.charAt(index) == 0x7f) {
                throw new Malformed(text, "net/url: invalid control character in URL");
            }
        }
        int colon = schemeEnd(text, rest);
        String scheme = rest.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        rest = rest.substring(colon + 1);
        int question = rest.indexOf('?');
        boolean force = question >= 0 && question == rest.length() - 1;
        String query = question < 0 ? "" : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        String[] decodedFragment = decodedWithRaw(text, fragment, Part.FRAGMENT);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(scheme, rest, "", false, "", "", "", false, force, query, decodedFragment[0],
                        decodedFragment[1]);
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
                throw new Malformed(text, "first path segment in URL cannot contain colon");
            }
        }
        String user = "";
        boolean hasUser = false;
        String host = "";
        boolean omitHost = false;
        if ((!scheme.isEmpty() || !rest.startsWith("///")) && rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String authority = rest.substring(2, slash < 0 ? rest.length() : slash);
            rest = slash < 0 ? "" : rest.substring(slash);
            int at = authority.lastIndexOf('@');
            hasUser = at >= 0;
            user = hasUser ? authority.substring(0, at) : "";
            checkUser(text, user);
            host = host(text, authority.substring(at + 1));
        } else {
            omitHost = !scheme.isEmpty() && rest.startsWith("/");
        }
        String[] path = decodedWithRaw(text, rest, Part.PATH);
        return new GoUrl(scheme, "", user, hasUser, host, path[0], path[1], omitHost, force, query, decodedFragment[0],
                decodedFragment[1]);
    }

    /// Where the colon after the scheme is; -1 if there is no scheme.
    private static int schemeEnd(String text, String rest) throws Malformed {
        for (int index = 0; index < rest.length(); index++) {
            char unit = rest.charAt(index);
            if (unit == ':') {
                if (index == 0) {
                    throw new Malformed(text, "missing protocol scheme");
                }
                return index;
            }
            boolean letter = (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
            boolean later = (unit >= '0' && unit <= '9') || unit == '+' || unit == '-' || unit == '.';
            if (!letter && (!later || index == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static void checkUser(String text, String user) throws Malformed {
        for (int index = 0; index < user.length(); index++) {
            if (!isAlphanumeric(user.charAt(index)) && "-._:~!$&'()*+,;=%@".indexOf(user.charAt(index)) < 0) {
                throw new Malformed(text, "net/url: invalid userinfo");
            }
        }
    }

    private static String host(String text, String host) throws Malformed {
        int close = host.lastIndexOf(']');
        if (host.startsWith("[") && close < 0) {
            throw new Malformed(text, "missing ']' in host");
        }
        int colon = host.startsWith("[") ? close + 1 : host.lastIndexOf(':');
        String port = colon < 0 ? "" : host.substring(colon);
        if (!port.isEmpty() && !port.matches(":[0-9]*")) {
            throw new Malformed(text, "invalid port " + quoted(port) + " after host");
        }
        return decoded(text, host, Part.HOST);
    }

    private enum Part {
        PATH, FRAGMENT, HOST
    }

    private static boolean isAlphanumeric(char unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9');
    }

    private static boolean isEscaped(int octet, Part part) {
        if (octet < 0x80 && (isAlphanumeric((char) octet) || "-_.~".indexOf(octet) >= 0)) {
            return false;
        }
        return switch (part) {
            case PATH -> "$&+,/:;=@".indexOf(octet) < 0;
            case FRAGMENT -> "$&+,/:;=?@!()*".indexOf(octet) < 0;
            case HOST -> "!$&'()*+,;=:[]<>\"".indexOf(octet) < 0;
        };
    }

    private static String encoded(String text, Part part) {
        var encoded = new StringBuilder();
        for (byte octet : Utf8.encode(text)) {
            int value = octet & 0xff;
            if (isEscaped(value, part)) {
                encoded.append(String.format(Locale.ROOT, "%%%02X", value));
            } else {
                encoded.append((char) value);
            }
        }
        return encoded.toString();
    }

    private static String decoded(String text, String part, Part kind) throws Malformed {
        byte[] octets = Utf8.encode(part);
        int length = 0;
        for (int at = 0; at < octets.length; at++) {
            int octet = octets[at] & 0xff;
            if (octet == '%') {
                int high = at + 2 < octets.length ? Character.digit(octets[at + 1], 16) : -1;
                int low = at + 2 < octets.length ? Character.digit(octets[at + 2], 16) : -1;
                if (high < 0 || low < 0 || (kind == Part.HOST && high < 8)) {
                    throw new Malformed(text, "invalid URL escape "
                            + quoted(new String(octets, at, Math.min(3, octets.length - at), StandardCharsets.UTF_8)));
                }
                octet = high << 4 | low;
                at += 2;
            } else if (kind == Part.HOST && octet < 0x80 && isEscaped(octet, kind)) {
                throw new Malformed(text, "invalid character " + quoted(String.valueOf((char) octet)) + " in host name");
            }
            octets[length++] = (byte) octet;
        }
        return Utf8.decode(Arrays.copyOf(octets, length));
    }

    private static String[] decodedWithRaw(String text, String raw, Part part) throws Malformed {
        String decoded = decoded(text, raw, part);
        return new String[]{decoded, encoded(decoded, part).equals(raw) ? "" : raw};
    }

    private static String written(String decoded, String raw, Part part) {
        boolean valid = !raw.isEmpty() && Utf8.encode(raw).length == raw.length();
        for (int index = 0; valid && index < raw.length(); index++) {
            valid = "!$&'()*+,;=:@[]%".indexOf(raw.charAt(index)) >= 0 || !isEscaped(raw.charAt(index), part);
        }
        return valid ? raw : encoded(decoded, part);
    }

    /// The path, encoded.
    public String escapedPath() {
        return rawPath.isEmpty() && path.equals("*") ? "*" : written(path, rawPath, Part.PATH);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        if (!scheme.isEmpty()) {
            text.append(scheme).append(':');
        }
        if (!opaque.isEmpty()) {
            text.append(opaque);
        } else {
            if (!omitHost && (!scheme.isEmpty() || !host.isEmpty() || hasUser)) {
                text.append(!host.isEmpty() || !path.isEmpty() || hasUser ? "//" : "");
                text.append(hasUser ? user + "@" : "").append(encoded(host, Part.HOST));
            }
            String escaped = escapedPath();
            if (!escaped.isEmpty() && escaped.charAt(0) != '/' && !host.isEmpty()) {
                text.append('/');
            }
            text.append(escaped);
        }
        if (forceQuery || !rawQuery.isEmpty()) {
            text.append('?').append(rawQuery);
        }
        if (!fragment.isEmpty()) {
            text.append('#').append(written(fragment, rawFragment, Part.FRAGMENT));
        }
        return text.toString();
    }
}
