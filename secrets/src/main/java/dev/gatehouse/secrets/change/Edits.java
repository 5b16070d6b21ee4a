package dev.gatehouse.secrets.change;

import java.util.Arrays;

/// What a text has from an earlier version, and where it is new. Offsets count from the beginning of the text. Immutable.
public final class Edits {
    /// Shorter runs are taken as new: each seam costs more than they save.
    private static final int SHORTEST_COPY = 64;

    /// Offset in the base, offset here, length by turns.
    private final int[] copies;
    /// Begin and end by turns of what is new; where nothing is, but something was left out, both are the same.
    private final int[] changes;

    private Edits(int[] copies, int[] changes) {
        this.copies = copies;
        this.changes = changes;
    }

    /// @param runs
    ///            what was taken over, as [dev.gatehouse.core.source.Lineage#copies]
    /// @param baseLength
    ///            how many bytes the earlier version has
    /// @param length
    ///            how many the text has
    public static Edits of(int[] runs, int baseLength, int length) {
        int[] copies = new int[runs.length];
        int count = 0;
        Offsets changes = new Offsets();
        int done = 0;
        int source = 0;
        for (int i = 0; i < runs.length; i += 3) {
            if (runs[i + 2] < SHORTEST_COPY) {
                continue;
            }
            if (runs[i + 1] > done || runs[i] != source) {
                changes.add(done);
                changes.add(runs[i + 1]);
            }
            System.arraycopy(runs, i, copies, count, 3);
            count += 3;
            source = runs[i] + runs[i + 2];
            done = runs[i + 1] + runs[i + 2];
        }
        if (done < length || source != baseLength) {
            changes.add(done);
            changes.add(length);
        }
        return new Edits(Arrays.copyOf(copies, count), changes.toArray());
    }

    /// How many changes there are.
    public int count() {
        return changes.length / 2;
    }

    /// Where a change begins.
    public int from(int change) {
        return changes[2 * change];
    }

    /// Where it ends: at its beginning, if something was only left out.
    public int to(int change) {
        return changes[2 * change + 1];
    }

    /// Adds where a part of the earlier version lies now, as far as it was taken over.
    public void carry(int from, int to, Zones.Builder zones) {
        for (int i = 0; i < copies.length; i += 3) {
            int begin = Math.max(from, copies[i]);
            int end = Math.min(to, copies[i] + copies[i + 2]);
            if (begin < end) {
                zones.add(begin - copies[i] + copies[i + 1], end - copies[i] + copies[i + 1]);
            }
        }
    }
}
