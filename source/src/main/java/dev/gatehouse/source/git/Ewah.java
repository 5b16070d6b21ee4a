package dev.gatehouse.source.git;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// Reads the compressed bitmaps of git (enhanced word-aligned hybrid, gitformat-pack): runs of equal words, each followed by
/// words as they are.
final class Ewah {
    private Ewah() {}

    /// Reads the bitmap at the buffer's position and moves behind it.
    ///
    /// @param limit
    ///            how many bits there can be; costs no more memory than so many
    /// @throws GitFormatException
    ///             if a bit beyond the limit is set, or the bitmap contradicts itself
    /// @throws BufferUnderflowException
    ///             if it is cut short
    static BitSet read(ByteBuffer in, int limit) throws GitFormatException {
        long size = in.getInt() & 0xffffffffL;
        int words = in.getInt();
        if (words < 0 || words > in.remaining() / Long.BYTES) {
            throw new BufferUnderflowException();
        }
        BitSet bits = new BitSet();
        long at = 0;
        int read = 0;
        while (read < words) {
            long marker = in.getLong();
            read++;
            long run = (marker >>> 1 & 0xffffffffL) * Long.SIZE;
            if ((marker & 1) != 0) {
                require(at + run <= limit);
                bits.set((int) at, (int) (at + run));
            }
            at += run;
            int literals = (int) (marker >>> 33);
            require(literals <= words - read);
            for (int i = 0; i < literals; i++) {
                set(bits, at, in.getLong(), limit);
                at += Long.SIZE;
            }
            read += literals;
            require(at <= size + Long.SIZE);
        }
        // Where the last marker lies matters only to who appends.
        in.getInt();
        return bits;
    }

    private static void set(BitSet bits, long at, long word, int limit) throws GitFormatException {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            long bit = at + Long.numberOfTrailingZeros(rest);
            require(bit < limit);
            bits.set((int) bit);
        }
    }

    private static void require(boolean sound) throws GitFormatException {
        if (!sound) {
            throw new GitFormatException("a bitmap of the index is damaged");
        }
    }
}
