package dev.gatehouse.rego.plan;

/// A plan that cannot be used: it is no plan, it is damaged, or it needs what does not exist here.
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    PlanException(String message) {
        super(message);
    }
}
