package dev.gatehouse.secrets.generic;

import java.util.List;

/// What looks like a secret and is given to everybody who asks: values that a protocol or a page hands to each visitor, and
/// certificates. Known by form, so no classifier needs to guess.
final class PublicValue {
    /// Ends of names, without what joins their words: tokens against forged requests stand in the page that they protect, handshake
    /// keys of WebSockets (RFC 6455, section 1.3) are random and worth nothing, scope tokens of stylesheets are parts of class names.
    private static final List<String> NAMES = List.of("csrftoken", "xsrftoken", "csrfmiddlewaretoken", "authenticitytoken",
            "requestverificationtoken", "antiforgerytoken", "secwebsocketkey", "secwebsocketaccept", "stylesheettoken");
    /// Beginnings of the base64 of a PEM certificate, its request, and a public key.
    private static final List<String> ARMOUR = List.of("ls0tls1crudjtibdrvjusuzj", "ls0tls1crudjtibqvujmsumgs0vz");

    private PublicValue() {}

    static boolean is(byte[] text, Candidate candidate) {
        for (String beginning : ARMOUR) {
            if (Bytes.at(text, candidate.start(), candidate.end(), beginning)) {
                return true;
            }
        }
        for (String name : NAMES) {
            if (endsWith(text, candidate.keyStart(), candidate.keyEnd(), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(byte[] text, int from, int to, String name) {
        int at = to - 1;
        for (int i = name.length() - 1; i >= 0; i--) {
            while (at >= from && !Bytes.isAlphanumeric(text[at])) {
                at--;
            }
            if (at < from || Bytes.lower(text[at]) != name.charAt(i)) {
                return false;
            }
            at--;
        }
        return true;
    }
}
