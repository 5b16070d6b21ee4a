package dev.gatehouse.secrets.generic;

import java.util.Arrays;

/// The measurements and pieces of one candidate; reused from one to the next.
final class Features {
    /// Kinds of pieces: each has its own range of numbers.
    static final int KEY = 0;
    static final int VALUE = 1;
    static final int LINE = 2;
    static final int KINDS = 3;
    /// Numbers per kind of pieces, a power of two.
    static final int RANGE = 1 << 16;
    private static final int MOST = 512;

    final float[] signals = new float[Signal.values().length];
    final int[] pieces = new int[MOST];
    int count;

    void clear() {
        Arrays.fill(signals, 0);
        count = 0;
    }

    void set(Signal signal, double value) {
        signals[signal.ordinal()] = (float) value;
    }

    void flag(Signal signal, boolean value) {
        signals[signal.ordinal()] = value ? 1 : 0;
    }

    float get(Signal signal) {
        return signals[signal.ordinal()];
    }

    /// Begins the hash of a piece; the role keeps pieces of different meaning apart.
    static int begin(int role) {
        return 0x811c9dc5 ^ role * 0x9e3779b1;
    }

    static int add(int hash, int b) {
        return (hash ^ b & 0xff) * 0x01000193;
    }

    static int add(int hash, byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            hash = (hash ^ Bytes.lower(text[i]) & 0xff) * 0x01000193;
        }
        return hash;
    }

    /// Takes a piece once.
    void piece(int kind, int hash) {
        int mixed = (hash ^ hash >>> 15) * 0x2c1b3c6d;
        int number = kind * RANGE + ((mixed ^ mixed >>> 16) & RANGE - 1);
        if (count == MOST) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (pieces[i] == number) {
                return;
            }
        }
        pieces[count++] = number;
    }
}
