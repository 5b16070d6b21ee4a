package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.Value;

/// Why a built-in's call failed. The message does not name the built-in; an evaluator puts `name: ` before it, as OPA does.
public final class BuiltinError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What kind of failure it is.
    public enum Kind {
        /// An argument of the wrong type or value.
        OPERAND("eval_type_error"),
        /// Anything else that makes a result impossible.
        FAILURE("eval_builtin_error"),
        /// There is no such function here. It stops, strict or not: to call the result undefined would let a policy pass or fail for
        /// the wrong reason.
        UNSUPPORTED("eval_builtin_error"),
        /// The evaluation was cancelled or has reached a limit; it stops, strict or not.
        HALT("eval_cancel_error");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /// OPA's code for such errors.
        public String code() {
            return code;
        }
    }

    private final Kind kind;

    private BuiltinError(Kind kind, String message) {
        // In the usual, not strict, mode errors are values that nobody looks at: no stack trace.
        super(message, null, false, false);
        this.kind = kind;
    }

    /// A failure.
    public static BuiltinError failure(String message) {
        return new BuiltinError(Kind.FAILURE, message);
    }

    /// A declared built-in without a function.
    public static BuiltinError unsupported() {
        return new BuiltinError(Kind.UNSUPPORTED, "this built-in is not supported by this version of Gatehouse");
    }

    /// A call of a built-in that the host does not allow. It stops, strict or not, as one without a function does.
    static BuiltinError notAllowed() {
        return new BuiltinError(Kind.UNSUPPORTED, "this host does not allow policies to call this built-in");
    }

    /// Whether it ends the evaluation even where errors of built-ins are undefined.
    public boolean stops() {
        return kind == Kind.HALT || kind == Kind.UNSUPPORTED;
    }

    /// The end of the evaluation.
    public static BuiltinError halt(String message) {
        return new BuiltinError(Kind.HALT, message);
    }

    /// An operand error in words of its own.
    static BuiltinError operand(String message) {
        return new BuiltinError(Kind.OPERAND, message);
    }

    /// An operand error.
    ///
    /// @param position from 1
    static BuiltinError operand(int position, String problem) {
        return new BuiltinError(Kind.OPERAND, "operand " + position + " " + problem);
    }

    /// The error of an operand that has another type than the expected ones.
    ///
    /// @param position from 1
    static BuiltinError operandType(int position, Value got, String... expected) {
        return operand(position, "must be " + oneOf(expected, "one of ") + " but got " + got.kind().typeName());
    }

    /// The error of a collection with an element that has another type than the expected one.
    ///
    /// @param position from 1
    static BuiltinError operandElement(int position, Value collection, Value got, String expected) {
        String name = collection.kind().typeName();
        return operand(position,
                "must be " + name + " of " + expected + "s but got " + name + " containing " + got.kind().typeName());
    }

    private static String oneOf(String[] expected, String prefix) {
        return expected.length == 1 ? expected[0] : prefix + "{" + String.join(", ", expected) + "}";
    }

    /// What kind of failure it is.
    public Kind kind() {
        return kind;
    }
}
