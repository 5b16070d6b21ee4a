package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.syntax.Location;
import org.jspecify.annotations.Nullable;

/// The planned rules of a document in parts. Each chain adds its solutions to the builder with number 0.
record PartialRules(Code[] rules, @Nullable RuleIndex index) {
    /// One planned rule.
    record Code(Location location, Frame.Layout layout, Step chain) {}

    void run(Evaluation evaluation, Object builder) {
        evaluation.meter.enter();
        if (index == null) {
            for (Code rule : rules) {
                run(rule, evaluation, builder);
            }
        } else {
            for (int number : index.candidates(evaluation, null)) {
                run(rules[number], evaluation, builder);
            }
        }
        evaluation.meter.leave();
    }

    private static void run(Code rule, Evaluation evaluation, Object builder) {
        Frame frame = new Frame(evaluation, rule.layout());
        frame.builders[0] = builder;
        int mark = evaluation.provenance == null ? 0 : evaluation.provenance.mark();
        Step.stopped(rule.chain(), frame);
        if (evaluation.provenance != null) {
            evaluation.provenance.reset(mark);
        }
    }
}
