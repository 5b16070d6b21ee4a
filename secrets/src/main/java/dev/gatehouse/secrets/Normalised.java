package dev.gatehouse.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A secret without what only its writing adds, so that the same key in a file, in a JSON string and in a program has
/// one identity.
final class Normalised {
    private static final Pattern ESCAPED_LINE = Pattern.compile("\\\\+[rnt]");
    private static final Pattern ARMOUR = Pattern.compile("-----[A-Z0-9 ]{1,64}-----");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9/=+,:]");
    private static final Pattern JOINT = Pattern.compile("[\"'`]\\s*\\+\\s*|\\+\\s*[\"'`]");

    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

    private Normalised() {}

    /// Percent-encoding is how a value is written in an address; the value itself may stand elsewhere.
    private static String decoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        Matcher matcher = PERCENT.matcher(text);
        int last = 0;
        while (matcher.find()) {
            out.writeBytes(text.substring(last, matcher.start()).getBytes(StandardCharsets.UTF_8));
            out.write(HexFormat.fromHexDigits(text, matcher.start() + 1, matcher.end()));
            last = matcher.end();
        }
        out.writeBytes(text.substring(last).getBytes(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    static String of(String secret) {
        String text = secret.strip();
        if (!text.contains("-----BEGIN")) {
            return PERCENT.matcher(text).find() ? decoded(text) : text;
        }
        String inner = ARMOUR.matcher(ESCAPED_LINE.matcher(text).replaceAll("\n")).replaceAll("\n");
        return "pem:" + OTHER.matcher(JOINT.matcher(inner).replaceAll("\n")).replaceAll("");
    }
}
