package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Term;

/// How many arguments a function takes.
interface Arities {
    /// The number of arguments of the built-in or rule that a reference names; -1 when there is none.
    int of(Term.Ref function);
}
