package dev.gatehouse.secrets.generic;

import java.util.Arrays;

/// The measurements of one candidate; reused from one to the next.
final class Features {
    private static final int COUNT = Signal.values().length;

    /// By [Signal].
    final float[] signals = new float[COUNT];

    void clear() {
        Arrays.fill(signals, 0);
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
}
