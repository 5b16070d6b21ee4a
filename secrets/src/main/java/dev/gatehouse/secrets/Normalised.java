package dev.gatehouse.secrets;

import java.util.regex.Pattern;

/// A secret without what only its writing adds, so that the same key in a file, in a JSON string and in a program has
/// one identity.
final class Normalised {
    private static final Pattern ESCAPED_LINE = Pattern.compile("\\\\+[rnt]");
    private static final Pattern ARMOUR = Pattern.compile("-----[A-Z0-9 ]{1,64}-----");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9/=+,:]");
    private static final Pattern JOINT = Pattern.compile("[\"'`]\\s*\\+\\s*|\\+\\s*[\"'`]");

    private Normalised() {}

    static String of(String secret) {
        String text = secret.strip();
        if (!text.contains("-----BEGIN")) {
            return text;
        }
        String inner = ARMOUR.matcher(ESCAPED_LINE.matcher(text).replaceAll("\n")).replaceAll("\n");
        return "pem:" + OTHER.matcher(JOINT.matcher(inner).replaceAll("\n")).replaceAll("");
    }
}
