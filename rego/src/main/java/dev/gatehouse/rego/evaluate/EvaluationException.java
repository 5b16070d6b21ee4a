package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.syntax.Location;
import org.jspecify.annotations.Nullable;

/// An evaluation that has no result: the policy contradicts itself, a built-in failed in strict mode, or a limit
/// was reached.
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why there is no result.
    public enum Reason {
        /// A complete rule or a key has two values.
        CONFLICT("eval_conflict_error"),
        /// A built-in failed, in strict mode.
        BUILTIN("eval_builtin_error"),
        /// A built-in got an argument of a wrong type, in strict mode.
        TYPE("eval_type_error"),
        /// `with` would replace part of a document that is not there to be replaced.
        WITH_MERGE("eval_with_merge_error"),
        /// The caller cancelled, or the time was up.
        CANCELLED("eval_cancel_error"),
        /// More steps than allowed.
        STEPS("eval_limit_error"),
        /// More memory than allowed.
        MEMORY("eval_limit_error"),
        /// Rules call each other deeper than allowed.
        DEPTH("eval_limit_error"),
        /// Anything else.
        INTERNAL("eval_internal_error");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /// OPA's code, or for limits that OPA does not have, `eval_limit_error`.
        public String code() {
            return code;
        }
    }

    private final Reason reason;
    private final transient @Nullable Location location;

    EvaluationException(Reason reason, @Nullable Location location, String message) {
        super(message);
        this.reason = reason;
        this.location = location;
    }

    /// Two values where there may be one.
    public static EvaluationException conflict(Location location, String message) {
        return new EvaluationException(Reason.CONFLICT, location, message);
    }

    /// A failed call of a built-in.
    public static EvaluationException of(BuiltinError error, String function, Location location) {
        Reason reason = switch (error.kind()) {
            case OPERAND -> Reason.TYPE;
            case FAILURE, UNSUPPORTED -> Reason.BUILTIN;
            case HALT -> Reason.CANCELLED;
        };
        return new EvaluationException(reason, location, function + ": " + error.getMessage());
    }

    /// More nesting than the stack has room for.
    public static EvaluationException tooDeep() {
        return new EvaluationException(Reason.DEPTH, null, "the evaluation nests too deep");
    }

    /// Place, code and message in one line, as OPA writes it.
    public String describe() {
        return (location == null ? "" : location + ": ") + reason.code() + ": " + getMessage();
    }

    public Reason reason() {
        return reason;
    }

    /// Where in the policy, if that is known.
    public @Nullable Location location() {
        return location;
    }
}
