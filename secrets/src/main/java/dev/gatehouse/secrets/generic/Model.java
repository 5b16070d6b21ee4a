package dev.gatehouse.secrets.generic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.InflaterInputStream;

/// The trained classifier: an ensemble of small decision trees over the measurements that adds up to log-odds. Immutable; only
/// additions and comparisons in a fixed order, so the same everywhere.
///
/// The resource, written by `secrets/train/train.py`, is deflated and big-endian: `int` magic, `int` number of signals, `float` bias,
/// `int` number of trees, `int` number of all their nodes, and of each tree a `short` number of nodes and the nodes: `byte` signal (-1 for a leaf), `float` threshold, `short` left, `short` right, `float` value; two
/// `float` thresholds.
final class Model {
    private static final String RESOURCE = "model.bin";
    private static final int MAGIC = 0x47484732;
    private static final int REASONS = 4;

    private final float bias;
    /// First node of each tree.
    private final int[] roots;
    private final byte[] signal;
    private final float[] threshold;
    private final int[] left;
    private final int[] right;
    /// What the tree would say if it ended here; at a leaf, what it says.
    private final float[] value;
    /// The most that a tree and all after it can add, and a little more for rounding.
    private final double[] most;
    final float possible;
    final float likely;

    private Model(ByteBuffer in) throws IOException {
        if (in.getInt() != MAGIC || in.getInt() != Signal.values().length) {
            throw new IOException("the model was trained for another version of the features");
        }
        bias = in.getFloat();
        roots = new int[in.getInt()];
        int nodes = in.getInt();
        signal = new byte[nodes];
        threshold = new float[nodes];
        left = new int[nodes];
        right = new int[nodes];
        value = new float[nodes];
        int at = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = at;
            int size = in.getShort();
            for (int i = 0; i < size; i++, at++) {
                signal[at] = in.get();
                threshold[at] = in.getFloat();
                left[at] = roots[tree] + in.getShort();
                right[at] = roots[tree] + in.getShort();
                value[at] = in.getFloat();
            }
        }
        possible = in.getFloat();
        likely = in.getFloat();
        most = new double[roots.length];
        double rest = 1e-6;
        for (int tree = roots.length - 1; tree >= 0; tree--) {
            float best = Float.NEGATIVE_INFINITY;
            for (int node = roots[tree]; node < (tree + 1 == roots.length ? nodes : roots[tree + 1]); node++) {
                best = signal[node] < 0 ? Math.max(best, value[node]) : best;
            }
            rest += best;
            most[tree] = rest;
        }
    }

    static Model load() {
        try (InputStream resource = Model.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new Model(ByteBuffer.wrap(new InflaterInputStream(resource).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Log-odds that the measured candidate is a secret; negative infinity if they are less than [#possible].
    double logit(Features features) {
        float[] signals = features.signals;
        double sum = bias;
        for (int tree = 0; tree < roots.length; tree++) {
            if (sum + most[tree] < possible) {
                return Double.NEGATIVE_INFINITY;
            }
            int node = roots[tree];
            while (signal[node] >= 0) {
                node = signals[signal[node]] <= threshold[node] ? left[node] : right[node];
            }
            sum += value[node];
        }
        return sum < possible ? Double.NEGATIVE_INFINITY : sum;
    }

    /// What weighed most in a judgement: along each tree's path, what each question changed.
    Explanation explain(Features features) {
        float[] weight = new float[features.signals.length];
        for (int root : roots) {
            int node = root;
            while (signal[node] >= 0) {
                int next = features.signals[signal[node]] <= threshold[node] ? left[node] : right[node];
                weight[signal[node]] += value[next] - value[node];
                node = next;
            }
        }
        List<Explanation.Reason> reasons = new ArrayList<>();
        for (Signal each : Signal.values()) {
            reasons.add(new Explanation.Reason(each.words, weight[each.ordinal()]));
        }
        reasons.sort(Comparator.comparingDouble((Explanation.Reason reason) -> -Math.abs(reason.weight())));
        return new Explanation(reasons.subList(0, REASONS));
    }
}
