package dev.gatehouse.secrets.engine;

import java.util.Arrays;

/// The surroundings of characters above ASCII that fold to an s or a k, with these in their place: what a literal in either case has
/// to be looked for in too. For one thread.
final class FoldedText {
    /// The most bytes of such a character.
    private static final int WIDEST = 3;

    private final byte[] text;
    private final int begin;
    private final int end;
    private final int[] ends;
    private final int reach;
    /// The surroundings that are looked at, where each byte ends in the text, and how many bytes up to it stand for others.
    private byte[] folded = new byte[0];
    private int[] origins = new int[0];
    private int[] replaced = new int[0];

    /// Told of the literals in it.
    interface Listener {
        void found(FoldedText folded, int literal, int end);
    }

    /// @param ends
    ///            where such characters end in the text, which lies from `begin` to `end`
    /// @param longest
    ///            most bytes of a literal
    FoldedText(byte[] text, int begin, int end, int[] ends, int longest) {
        this.text = text;
        this.begin = begin;
        this.end = end;
        this.ends = Arrays.stream(ends).sorted().distinct().toArray();
        reach = WIDEST * (longest + 1);
    }

    /// Looks for literals around all of them.
    void find(LiteralScanner scanner, Listener listener) {
        for (int first = 0; first < ends.length;) {
            int next = first + 1;
            while (next < ends.length && ends[next] - ends[next - 1] <= 2 * reach) {
                next++;
            }
            int from = Math.max(begin, ends[first] - reach);
            int to = Math.min(end, ends[next - 1] + reach);
            int length = fold(from, to, first, next);
            scanner.find(folded, 0, length, (literal, at) -> listener.found(this, literal, at));
            first = next;
        }
    }

    private int fold(int from, int to, int first, int next) {
        folded = new byte[to - from];
        origins = new int[to - from + 1];
        replaced = new int[to - from + 1];
        origins[0] = from;
        int length = 0;
        int character = first;
        for (int at = from; at < to;) {
            int width = 1;
            byte b = text[at];
            // Of the two characters one is written with two bytes and the other with three.
            if (character < next && (at + 2 == ends[character] && b == (byte) 0xC5
                    || at + WIDEST == ends[character] && b == (byte) 0xE2)) {
                width = ends[character] - at;
                b = (byte) (width == 2 ? 's' : 'k');
                character++;
            }
            at += width;
            folded[length] = b;
            replaced[length + 1] = replaced[length] + (width > 1 ? 1 : 0);
            origins[++length] = at;
        }
        return length;
    }

    /// Whether one of the characters lies between two offsets of what is looked at.
    boolean within(int from, int to) {
        return replaced[to] > replaced[Math.max(0, from)];
    }

    /// Where in the text an offset lies.
    int origin(int at) {
        return origins[at];
    }
}
