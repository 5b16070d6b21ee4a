package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// What a built-in function does. Stateless, or safe for any number of threads.
@FunctionalInterface
public interface Builtin {
    /// Computes the result of one call; null means that the call is undefined. A function without a result, such as `print`, gives true.
    ///
    /// @param arguments as many as the function's type says, of any kinds: a checker may not know the type of every argument.
    ///        Built-ins neither change nor keep the array.
    /// @throws BuiltinError if the call fails: an evaluator that is not strict treats that as undefined, unless the error halts
    @Nullable
    Value call(BuiltinContext context, Value[] arguments);
}
