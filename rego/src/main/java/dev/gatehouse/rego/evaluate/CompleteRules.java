package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// The planned rules of one complete document or function.
///
/// @param rules the rules in their order, without the default
/// @param same whether all of them have the same constant value, so that the first to hold settles it
/// @param fallback the default
record CompleteRules(
        RuleCode[] rules,
        boolean same,
        @Nullable RuleIndex index,
        @Nullable RuleCode fallback,
        String conflict) {

    @Nullable
    Value run(Evaluation evaluation, Value @Nullable [] arguments) {
        evaluation.meter.enter();
        Value result = index == null ? all(evaluation, arguments) : indexed(index, evaluation, arguments);
        if (result == null && fallback != null) {
            result = fallback.constant() != null ? fallback.constant() : fallback.run(evaluation, arguments);
        }
        evaluation.meter.leave();
        return result;
    }

    private @Nullable Value all(Evaluation evaluation, Value @Nullable [] arguments) {
        Value result = null;
        for (RuleCode rule : rules) {
            result = merge(result, rule.run(evaluation, arguments), rule);
            if (same && result != null) {
                return result;
            }
        }
        return result;
    }

    private @Nullable Value indexed(
            RuleIndex by, Evaluation evaluation, Value @Nullable [] arguments) {
        Value result = null;
        for (int number : by.candidates(evaluation, arguments)) {
            RuleCode rule = rules[number];
            result = merge(result, rule.run(evaluation, arguments), rule);
            if (same && result != null) {
                return result;
            }
        }
        return result;
    }

    private @Nullable Value merge(@Nullable Value before, @Nullable Value value, RuleCode rule) {
        if (before == null || value == null) {
            return before == null ? value : before;
        }
        if (!before.equals(value)) {
            throw EvaluationException.conflict(rule.location(), conflict);
        }
        return before;
    }
}
