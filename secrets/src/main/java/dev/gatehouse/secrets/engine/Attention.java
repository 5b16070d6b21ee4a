package dev.gatehouse.secrets.engine;

import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Offsets;
import dev.gatehouse.secrets.change.Zones;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Where in a text an engine looks, and what it sees there that a later version of the text has to be looked at for again. Offsets
/// count from the beginning of the text. For one search.
///
/// What makes this exact: whether a literal stands at a place, and whether what follows within [#REACH] bytes rules a match out,
/// depends on the bytes there alone. Where they are those of an earlier version the answer is the same; where it was not "no", the
/// place is looked at again in the whole new text.
public final class Attention {
    /// How far around a change everything is looked at anew.
    static final int REACH = 256;

    /// What an engine saw in a text.
    ///
    /// @param ends
    ///            where literals end that may be part of a match
    /// @param passes
    ///            patterns for which a pass over the text was worth while
    public record Seen(int[] ends, BitSet passes) {}

    final Zones zones;
    final Offsets ends = new Offsets();
    final BitSet passes = new BitSet();
    /// Whether [#zones] is all of the text.
    final boolean everything;
    private long @Nullable [] words;

    private Attention(Zones zones, boolean everything) {
        this.zones = zones;
        this.everything = everything;
    }

    /// To all of a text.
    public static Attention toAll(int length) {
        return new Attention(Zones.of(0, length), true);
    }

    /// To what may be otherwise than in an earlier version.
    ///
    /// @param longest
    ///            most bytes of a literal
    static Attention toChanges(Edits edits, Seen before, int longest, int length) {
        Zones.Builder zones = new Zones.Builder();
        for (int i = 0; i < edits.count(); i++) {
            zones.add(Math.max(0, edits.from(i) - REACH), Math.min(length, edits.to(i) + Math.max(longest, REACH)));
        }
        for (int end : before.ends) {
            edits.carry(end - 1, end, zones);
        }
        Attention attention = new Attention(zones.build(), false);
        attention.passes.or(before.passes);
        return attention;
    }

    /// Where the words begin that the engine's plans were packed with, in either case: the offset times 256 plus the number of the word,
    /// in order. Null if not all of the text was searched, or by an engine that knows of none.
    public long @Nullable [] words() {
        return words;
    }

    void words(long[] found) {
        words = found;
    }

    /// What was seen.
    public Seen seen() {
        return new Seen(ends.toArray(), passes);
    }
}
