package dev.gatehouse.oci.store;

/// Makes foreign texts fit for messages.
final class Texts {
    private static final int LONGEST = 120;

    private Texts() {}

    /// On one line, printable and not too long.
    static String plain(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            plain.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return text.length() > LONGEST ? plain + "…" : plain.toString();
    }
}
