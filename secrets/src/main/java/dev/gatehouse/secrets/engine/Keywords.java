package dev.gatehouse.secrets.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The keywords of a pattern: at least one of them must occur in a text, ASCII case ignored.
final class Keywords {
    private final List<byte[]> folded;

    Keywords(List<String> keywords) {
        folded = keywords.stream().map(k -> folded(k.getBytes(StandardCharsets.UTF_8))).toList();
    }

    private static byte[] folded(byte[] keyword) {
        for (int i = 0; i < keyword.length; i++) {
            keyword[i] = fold(keyword[i]);
        }
        return keyword;
    }

    static byte fold(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /// Whether there is nothing to look for.
    boolean none() {
        return folded.isEmpty();
    }

    /// As bytes, ASCII in lower case.
    List<byte[]> folded() {
        return folded;
    }

    /// Whether one of them is a part of the literal.
    boolean within(String literal) {
        byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
        return occur(bytes, 0, bytes.length);
    }

    /// Whether one of them occurs, or there are none.
    boolean occur(byte[] text, int from, int to) {
        return folded.isEmpty() || folded.stream().anyMatch(keyword -> occurs(keyword, text, from, to));
    }

    private static boolean occurs(byte[] keyword, byte[] text, int from, int to) {
        if (keyword.length == 0) {
            return true;
        }
        byte first = keyword[0];
        byte upper = first >= 'a' && first <= 'z' ? (byte) (first & ~0x20) : first;
        for (int at = from, last = to - keyword.length; at <= last; at++) {
            byte b = text[at];
            if ((b == first || b == upper) && occursAt(keyword, text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean occursAt(byte[] keyword, byte[] text, int at) {
        for (int i = 1; i < keyword.length; i++) {
            if (fold(text[at + i]) != keyword[i]) {
                return false;
            }
        }
        return true;
    }
}
