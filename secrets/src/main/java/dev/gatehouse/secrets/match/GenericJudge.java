package dev.gatehouse.secrets.match;

/// Decides about values whose form says too little: passwords, tokens and keys of no known provider.
@FunctionalInterface
public interface GenericJudge {

    /// From here on a value is reported as possible.
    double POSSIBLE = 0.25;
    /// From here on it is reported as likely.
    double LIKELY = 0.5;

    /// How probable it is, from 0 to 1, that the value is a secret. Deterministic, thread-safe, total.
    double probability(Candidate candidate);

    /// Changes whenever the same candidate could be judged otherwise; part of the cache key.
    default String version() {
        return getClass().getName();
    }
}
