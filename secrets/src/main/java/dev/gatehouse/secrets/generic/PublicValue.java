package dev.gatehouse.secrets.generic;

import java.util.List;

/// What looks like a secret and is given to everybody who asks: values that a protocol or a page hands to each visitor, and
/// certificates. Known by form, so no classifier needs to guess.
final class PublicValue {
    /// Ends of names, without what joins their words: tokens against forged requests stand in the page that they protect, handshake
    /// keys of WebSockets (RFC 6455, section 1.3) are random and worth nothing, scope tokens of stylesheets are parts of class names.
    private static final List<String> NAMES = List.of("csrftoken", "xsrftoken", "csrfmiddlewaretoken", "authenticitytoken",
            "requestverificationtoken", "antiforgerytoken", "secwebsocketkey", "secwebsocketaccept", "stylesheettoken",
            // Where to go on in a list, which version is meant, whether a request was sent twice.
            "nexttoken", "pagetoken", "paginationtoken", "continuationtoken", "continuetoken", "cursortoken", "startingtoken",
            "locktoken", "changetoken", "idempotencytoken", "clientrequesttoken", "synctoken", "nextsynctoken",
            "lifecycleactiontoken",
            // Who logs in, and which file of the developer's own holds the secrets (MSBuild).
            "username", "usernamein", "usersecretsid",
            // Key id, date and region of a signed URL.
            "xamzcredential", "xgoogcredential");
    /// Ends of names of values that tell requests apart if they are UUIDs.
    private static final List<String> REQUESTS = List.of("requesttoken", "clienttoken", "requesttokenid");
    private static final int UUID_LENGTH = 36;
    /// Beginnings of the base64 of a PEM certificate, its request, and a public key.
    private static final List<String> ARMOUR = List.of("ls0tls1crudjtibdrvjusuzj", "ls0tls1crudjtibqvujmsumgs0vz");

    private PublicValue() {}

    static boolean is(byte[] text, Candidate candidate) {
        for (String beginning : ARMOUR) {
            if (Bytes.at(text, candidate.start(), candidate.end(), beginning)) {
                return true;
            }
        }
        // `arn:aws:secretsmanager:region:account:secret:name` names a secret.
        if (Bytes.indexOf(text, Math.max(candidate.lineStart(), candidate.keyStart() - 80), candidate.keyStart(),
                ":secretsmanager:") >= 0) {
            return true;
        }
        if (isUuid(text, candidate)) {
            for (String name : REQUESTS) {
                if (endsWith(text, candidate.keyStart(), candidate.keyEnd(), name)) {
                    return true;
                }
            }
        }
        for (String name : NAMES) {
            if (endsWith(text, candidate.keyStart(), candidate.keyEnd(), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUuid(byte[] text, Candidate candidate) {
        if (candidate.length() < UUID_LENGTH || candidate.length() > UUID_LENGTH + 1) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte b = text[candidate.start() + i];
            if (i == 8 || i == 13 || i == 18 || i == 23 ? b != '-' : !Bytes.isHex(b)) {
                return false;
            }
        }
        return true;
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
