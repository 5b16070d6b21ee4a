package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place below `data` at which modules define something.
abstract sealed class Node permits Namespace, Document {
    final int id;

    /// The number of the node that a `with` may replace: this one, or the one that this is a part of.
    private final int owner;

    final List<Value> path;

    Node(int id, int owner, List<Value> path) {
        this.id = id;
        this.owner = owner;
        this.path = List.copyOf(path);
    }

    int owner() {
        return owner;
    }

    /// The whole document at this place, or null where it is undefined.
    final @Nullable Value value(Evaluation evaluation) {
        if (evaluation.isReplaced(owner)) {
            return base(evaluation);
        }
        if (evaluation.provenance != null) {
            return evaluation.provenance.value(this, evaluation);
        }
        if (evaluation.isKnown(id)) {
            return evaluation.known(id);
        }
        return evaluation.remember(id, compute(evaluation));
    }

    abstract @Nullable Value compute(Evaluation evaluation);

    /// What the base documents have at this place.
    final @Nullable Value base(Evaluation evaluation) {
        Value value = evaluation.data;
        for (int i = 0; i < path.size() && value != null; i++) {
            value = value.get(path.get(i));
        }
        return value;
    }
}
