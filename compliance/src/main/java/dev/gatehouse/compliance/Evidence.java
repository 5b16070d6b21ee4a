package dev.gatehouse.compliance;

import java.util.List;

/// The answers to all controls of a framework for a period.
public record Evidence(Framework framework, Facts facts, List<Answered> controls) {

    /// A control and its answer.
    public record Answered(Framework.Control control, Answer answer) {}

    public Evidence {
        controls = List.copyOf(controls);
    }

    /// Answers every control.
    public static Evidence of(Framework framework, Facts facts) {
        return new Evidence(framework, facts, framework.controls().stream()
                .map(control -> new Answered(control, control.questions().stream().map(each -> Question.named(each).answer(facts))
                        .reduce(Answer::and).orElseThrow()))
                .toList());
    }

    /// How many controls stand so.
    public long count(Answer.State state) {
        return controls.stream().filter(each -> each.answer().state() == state).count();
    }
}
