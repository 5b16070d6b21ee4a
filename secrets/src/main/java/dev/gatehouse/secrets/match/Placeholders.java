package dev.gatehouse.secrets.match;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Recognises what stands where a secret would stand: samples, templates, masks. Holds for tokens of providers too, so it only
/// knows what no generator of random tokens produces.
final class Placeholders {
    /// Texts longer than this are keys and documents: coincidences in them mean nothing.
    private static final int LONGEST = 160;
    private static final int MASKED = 5;
    /// Characters that stand for others and in no secret: three of them are a mask.
    private static final String BULLETS = "*•●∙·█▪■▒…";
    private static final int BULLETED = 3;
    private static final int REPEATED = 8;
    private static final int SEQUENCE = 8;

    private static final List<String> WORDS = List.of("example", "changeme", "change_me", "change-me", "change this",
            "changethis",
            "changeit", "placeholder", "your_", "your-", "yourapi", "yourkey", "yourtoken", "yoursecret", "yourpass",
            "yourown", "insert_", "insert-", "insertyour", "replace_", "replace-", "replaceme", "replacewith", "dummy",
            "redacted",
            "foobar", "deadbeef", "fixme", "todo_", "notreal", "not-real", "not_real", "notasecret", "not-a-secret",
            "not_a_secret", "<insert", "samplekey", "sampletoken", "sample_", "sample-", "fake_", "fake-", "faketoken", "fakekey",
            "_here", "-here>", "supersecret", "s3cr3t", "mysecret", "my_secret", "my-secret", "my_token", "my-token", "my_api",
            "my-api",
            // Values that documentation made known to everybody: seeds of one-time passwords, the key of Azure's emulators, keys of
            // Amazon's and Stripe's manuals.
            "jbswy3dpehpk3pxp", "gezdgnbvgy3tqojq", "eby8vdm02xnocqflquwjpllmetlcdxj1ouzft50usrz6ifsufq2uverc",
            "wjalrxutnfemi", "4ec39hqlyjwdarjtt1zdp7dc");
    private static final Pattern RESERVED = Pattern.compile("\\bexample\\.(com|org|net)\\b");
    private static final Pattern TEMPLATE = Pattern.compile(
            """
                    (?x) \\$\\{ | \\#\\{ | \\{\\{ | \\}\\} | <% | %> | \\$\\( | %\\( | \\{% | \\[\\[ | @@\\w+@@ | \\$\\[\
                    | ^\\$[A-Za-z_]\\w*$ | ^%[A-Za-z_]\\w*%$ | ^<[^>]*>$ | ^\\{[A-Za-z_][\\w.\\s-]{0,48}\\}$ | ^\\[[A-Za-z_][\\w.\\s-]{0,48}\\]$ | ^@[A-Za-z_]\\w*@$ | ^__\\w+__$\
                    | ^%[sdvq]$ | ^:[a-z_]+$ | ^&lt; """);

    private Placeholders() {}

    /// Why the value is none, in words that hold nothing of it; null if nothing speaks against it.
    static @Nullable String reason(String value) {
        // The armour of short keys is no mask.
        if (value.startsWith("-----BEGIN ")) {
            return null;
        }
        if (value.length() > LONGEST) {
            return value.contains("EXAMPLE") || value.contains("XXXXXXXX") ? "a placeholder word" : null;
        }
        if (value.contains("...") || value.indexOf('\u2026') >= 0) {
            return "left out in part";
        }
        if (TEMPLATE.matcher(value).find()) {
            return "a template's variable";
        }
        // A reserved host name says nothing of the token beside it.
        String lower = RESERVED.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return "a placeholder word";
            }
        }
        return pattern(value);
    }

    /// Masks, runs, sequences, periods.
    private static @Nullable String pattern(String value) {
        int same = 1;
        int rising = 1;
        int falling = 1;
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            int step = c - value.charAt(i - 1);
            same = step == 0 ? same + 1 : 1;
            rising = step == 1 ? rising + 1 : 1;
            falling = step == -1 ? falling + 1 : 1;
            if (same >= REPEATED || same >= MASKED && "xX.-_#?".indexOf(c) >= 0
                    || same >= BULLETED && BULLETS.indexOf(c) >= 0) {
                return "a repeated character";
            }
            if (rising >= SEQUENCE || falling >= SEQUENCE) {
                return "a sequence";
            }
        }
        if (value.length() > 1 && Entropy.distinct(value) == 1) {
            return "a repeated character";
        }
        if (value.length() >= 12 && Entropy.distinct(value) <= 4) {
            return "few different characters";
        }
        for (int period = 1; period <= 10 && period * 3 <= value.length(); period++) {
            if (value.regionMatches(period, value, 0, value.length() - period)) {
                return "a repeated pattern";
            }
        }
        return value.contains("1234567890") || value.contains("0987654321") || value.contains("9876543210")
                ? "a sequence"
                : null;
    }
}
