package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The frame of a rule with one value.
final class RuleFrame extends Frame {
    @Nullable
    Value result;

    RuleFrame(Evaluation evaluation, Layout layout) {
        super(evaluation, layout);
    }
}
