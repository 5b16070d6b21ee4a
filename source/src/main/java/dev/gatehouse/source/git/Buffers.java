package dev.gatehouse.source.git;

import java.util.ArrayDeque;

/// Byte arrays of one thread, used again and again. Sizes are powers of two, so an array fits many objects.
final class Buffers {
    private static final int SMALLEST = 12;
    private static final int LARGEST = 30;
    /// No more than this is kept of one size, so that one huge object does not stay in memory for the rest of a scan.
    private static final long KEPT_PER_SIZE = 16L << 20;

    private final ArrayDeque<byte[]>[] free = newQueues();

    @SuppressWarnings("unchecked") // Java has no generic arrays.
    private static ArrayDeque<byte[]>[] newQueues() {
        ArrayDeque<byte[]>[] queues = new ArrayDeque[LARGEST + 1];
        for (int i = SMALLEST; i <= LARGEST; i++) {
            queues[i] = new ArrayDeque<>();
        }
        return queues;
    }

    /// The largest array there is.
    static int limit() {
        return 1 << LARGEST;
    }

    /// An array that holds at least so many bytes; its content is undefined.
    byte[] take(int bytes) {
        int power = Math.max(SMALLEST, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, bytes) - 1));
        byte[] kept = free[power].pollLast();
        return kept != null ? kept : new byte[1 << power];
    }

    /// Gives an array back.
    void give(byte[] array) {
        int power = Integer.numberOfTrailingZeros(array.length);
        if ((long) (free[power].size() + 1) << power <= KEPT_PER_SIZE) {
            free[power].addLast(array);
        }
    }
}
