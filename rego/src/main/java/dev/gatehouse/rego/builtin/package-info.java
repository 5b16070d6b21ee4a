/// The built-in functions of Rego, as OPA 1.14 defines them.
///
/// [Builtins] is the table of all of them; a host decides through [BuiltinContext] what they may do: clock, randomness, network, limits.
@NullMarked
package dev.gatehouse.rego.builtin;

import org.jspecify.annotations.NullMarked;
