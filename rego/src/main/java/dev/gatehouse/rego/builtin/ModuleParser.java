package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.Value;

/// Parses a module for `rego.parse_module`.
@FunctionalInterface
public interface ModuleParser {
    /// The syntax tree as OPA writes it in JSON.
    ///
    /// @throws BuiltinError if the module cannot be parsed
    Value parse(String fileName, String source);
}
