package dev.gatehouse.rego.builtin;

/// Counts what an evaluation costs, and ends it: each method throws when a limit is reached or the evaluation was cancelled. An
/// evaluator throws an error of its own; [Budget] is the plain one.
public interface Meter {
    /// Counts work; a unit is about one element or sixteen characters looked at.
    void work(long units);

    /// Counts memory that a result takes, in bytes, roughly.
    void allocate(long bytes);
}
