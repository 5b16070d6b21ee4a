package dev.gatehouse.secrets.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes that every match of a pattern has side by side: at least `least` of a set, like the 56 hexadecimal digits of a hash. For a
/// pattern without rare literals it tells quickly that a text is not worth a pass. Immutable.
///
/// @param within
///            by byte, whether it is in the set
/// @param least
///            how many of them stand in a row
/// @param follow
///            by byte, whether it may stand behind them; null if that does not end the run or nothing need follow
/// @param rarity
///            about the negative binary logarithm of how often that is so by chance
record RequiredRun(boolean[] within, int least, boolean @Nullable [] follow, double rarity) {
    /// Runs that are more frequent than this are in every text.
    private static final double USEFUL = 16;
    /// How much rarer capitals are than small letters, as a binary logarithm.
    private static final double CAPITAL = 3;

    /// The rarest run that no match can do without; null if there is none that is rare.
    static @Nullable RequiredRun of(Node node) {
        RequiredRun best = best(node);
        return best != null && best.rarity >= USEFUL ? best : null;
    }

    private static @Nullable RequiredRun best(Node node) {
        return switch (node) {
            case Node.Repeat(Node.One(CharacterSet set), int min, int _) when min > 0 -> of(set, min, null);
            case Node.Repeat(Node body, int min, int _) when min > 0 -> best(body);
            case Node.Sequence(List<Node> parts) -> {
                RequiredRun best = null;
                for (int i = 0; i < parts.size(); i++) {
                    RequiredRun run = parts.get(i) instanceof Node.Repeat(Node.One(CharacterSet set), int min, int _) && min > 0
                            ? of(set, min, first(parts.subList(i + 1, parts.size())))
                            : best(parts.get(i));
                    best = best == null || run != null && run.rarity > best.rarity ? run : best;
                }
                yield best;
            }
            case Node.Repeat _,Node.Choice _,Node.One _,Node.Assertion _ -> null;
        };
    }

    private static RequiredRun of(CharacterSet set, int least, @Nullable CharacterSet first) {
        boolean[] within = bytes(set);
        double frequency = set.ascii() ? 0 : 0.5;
        for (int c = set.next(0); c < 128; c = set.next(c + 1)) {
            double bits = Branches.bits((char) Keywords.fold((byte) c));
            frequency += Math.pow(2, c >= 'A' && c <= 'Z' ? -bits - CAPITAL : -bits);
        }
        boolean[] follow = first == null ? null : bytes(first);
        for (int b = 0; follow != null && b < 256; b++) {
            // If it may also be part of the run, the end of the run says nothing.
            follow = follow[b] && within[b] ? null : follow;
        }
        return new RequiredRun(within, least, follow, -least * Math.log(Math.min(1, frequency)) / Math.log(2));
    }

    /// All bytes of its characters.
    private static boolean[] bytes(CharacterSet set) {
        boolean[] bytes = new boolean[256];
        for (int c = set.next(0); c < 128; c = set.next(c + 1)) {
            bytes[c] = true;
        }
        Arrays.fill(bytes, 128, 256, !set.ascii());
        return bytes;
    }

    /// The characters that what is in a row may begin with; null if it may be empty.
    private static @Nullable CharacterSet first(List<Node> parts) {
        CharacterSet set = CharacterSet.EMPTY;
        for (Node part : parts) {
            if (part instanceof Node.Assertion) {
                continue;
            }
            CharacterSet begin = switch (part) {
                case Node.One one -> one.set();
                case Node.Sequence sequence -> first(sequence.parts());
                case Node.Repeat repeat -> first(List.of(repeat.body()));
                case Node.Choice choice -> first(choice);
                case Node.Assertion _ -> null;
            };
            if (begin == null) {
                return null;
            }
            set = set.or(begin);
            if (part.minWidth() > 0) {
                return set;
            }
        }
        return null;
    }

    private static @Nullable CharacterSet first(Node.Choice choice) {
        CharacterSet any = CharacterSet.EMPTY;
        for (Node option : choice.options()) {
            CharacterSet one = first(List.of(option));
            if (one == null) {
                return null;
            }
            any = any.or(one);
        }
        return any;
    }

    /// Whether there is such a run in a part of a text, or one that begins there and goes on behind it. Looks at every `least`-th
    /// byte, and around those that are in the set.
    boolean in(byte[] text, int from, int to, int end) {
        // Bytes from `begin` up to `known` are in the set.
        int begin = from;
        int known = from;
        for (int at = from + least - 1; at < to; at = begin + least - 1) {
            int back = at;
            while (back >= known && within[text[back] & 0xff]) {
                back--;
            }
            if (back >= known) {
                begin = back + 1;
                known = at + 1;
                continue;
            }
            int stop = at + 1;
            while (stop < to && within[text[stop] & 0xff]) {
                stop++;
            }
            if (follow == null || (stop == to ? to < end : follow[text[stop] & 0xff])) {
                return true;
            }
            begin = stop;
            known = stop;
        }
        return false;
    }
}
