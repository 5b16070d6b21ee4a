package dev.gatehouse.rego.evaluate;

import org.jspecify.annotations.Nullable;

/// One step of a body. A step is immutable once its chain is linked.
abstract class Step {
    /// Ends the search: whoever runs the chain has what it wanted.
    static final Step STOP = new Step() {
        @Override
        @Nullable
        Step run(Frame frame) {
            return this;
        }
    };

    /// What follows; the end of a chain is a step that does not use it.
    Step next = STOP;

    /// Does the step's work and answers what to do next: [#next], null to go back and try other elements, or
    /// [#STOP]. A step with many solutions runs the rest of the chain for each.
    abstract @Nullable Step run(Frame frame);

    /// Runs a chain to its end; answers whether it stopped, that is, whether nobody wants more solutions.
    static boolean stopped(Step first, Frame frame) {
        Step step = first;
        while (step != null) {
            if (step == STOP) {
                return true;
            }
            step = step.run(frame);
        }
        return false;
    }

    /// Runs the rest of the chain for one of many solutions.
    final boolean stopsAfter(Frame frame) {
        return stopped(next, frame);
    }
}
