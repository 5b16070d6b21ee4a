package dev.gatehouse.secrets.engine;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;

/// A string that a match cannot do without.
///
/// @param text
///            in lower case if either case will do
/// @param anyCase
///            whether its ASCII letters may stand in the text in either case
record Literal(String text, boolean anyCase) implements Comparable<Literal> {
    private static final Comparator<Literal> ORDER = Comparator.comparing(Literal::text).thenComparing(Literal::anyCase);

    static final Literal EMPTY = new Literal("", false);

    static Literal inAnyCase(String text) {
        return new Literal(text, true);
    }

    Literal then(Literal more) {
        String joined = text + more.text;
        boolean any = anyCase || more.anyCase;
        return new Literal(any ? joined.toLowerCase(Locale.ROOT) : joined, any);
    }

    /// The same for all who mean the same: whether case matters does not where there are no letters.
    Literal settled() {
        return anyCase || text.chars().anyMatch(Character::isLetter) ? this : inAnyCase(text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Its bytes, ASCII in lower case.
    byte[] folded() {
        byte[] bytes = bytes();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Keywords.fold(bytes[i]);
        }
        return bytes;
    }

    @Override
    public int compareTo(Literal other) {
        return ORDER.compare(this, other);
    }
}
