package dev.gatehouse.core.finding;

import java.util.regex.Pattern;

/// One identity of a weakness: stable across commits, moved lines, renames, tools. Line numbers are never part of it.
///
/// @param scheme
///            what the value is made of: `secret`
/// @param version
///            version of the scheme
/// @param value
///            printable, no white space; for secrets `keyId.hmac`
public record Fingerprint(String scheme, int version, String value) implements Comparable<Fingerprint> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,31})/([0-9]{1,4}):([!-~]{1,512})");

    public Fingerprint {
        if (!FORM.matcher(scheme + "/" + version + ":" + value).matches()) {
            throw new IllegalArgumentException("not a fingerprint: " + scheme + "/" + version + ":" + value);
        }
    }

    /// Reads `scheme/version:value`.
    ///
    /// @throws IllegalArgumentException
    ///             if the text has another form
    public static Fingerprint parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a fingerprint (scheme/version:value): " + text);
        }
        return new Fingerprint(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3));
    }

    @Override
    public int compareTo(Fingerprint other) {
        return toString().compareTo(other.toString());
    }

    /// `scheme/version:value`.
    @Override
    public String toString() {
        return scheme + "/" + version + ":" + value;
    }
}
