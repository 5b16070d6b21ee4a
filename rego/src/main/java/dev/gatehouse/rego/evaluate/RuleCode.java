package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// A planned rule with one value: its chain ends in a [Return].
///
/// @param otherwise what is tried when the body has no solution
record RuleCode(
        Location location,
        Frame.Layout layout,
        Step chain,
        @Nullable Value constant,
        @Nullable RuleCode otherwise) {

    /// Runs the body, then the `else` branches, until one has a value.
    @Nullable
    Value run(Evaluation evaluation, Value @Nullable [] arguments) {
        Provenance provenance = evaluation.provenance;
        int start = provenance == null ? 0 : provenance.mark();
        for (RuleCode code = this; code != null; code = code.otherwise()) {
            int mark = provenance == null ? 0 : provenance.mark();
            int logMark = provenance == null ? 0 : provenance.logMark();
            RuleFrame frame = new RuleFrame(evaluation, code.layout());
            if (arguments != null) {
                System.arraycopy(arguments, 0, frame.slots, 0, arguments.length);
            }
            Step.stopped(code.chain(), frame);
            if (provenance != null) {
                if (frame.result != null) {
                    provenance.reset(start);
                } else {
                    provenance.failed(mark, logMark);
                }
            }
            if (frame.result != null) {
                return frame.result;
            }
        }
        if (provenance != null) {
            provenance.reset(start);
        }
        return null;
    }

    /// Takes a rule's value from a solution of its body.
    static final class Return extends Step {
        private final Operand value;
        private final boolean once;
        private final Location location;
        private final String conflict;

        /// @param once whether further solutions cannot have another value
        Return(Operand value, boolean once, Location location, String conflict) {
            this.value = value;
            this.once = once;
            this.location = location;
            this.conflict = conflict;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value found = value.get(frame);
            if (found == null) {
                return null;
            }
            if (frame.evaluation.provenance != null) {
                frame.evaluation.provenance.solved();
            }
            RuleFrame rule = (RuleFrame) frame;
            if (rule.result == null) {
                rule.result = found;
                return once ? STOP : null;
            }
            if (!rule.result.equals(found)) {
                throw EvaluationException.conflict(location, conflict);
            }
            return null;
        }
    }
}
