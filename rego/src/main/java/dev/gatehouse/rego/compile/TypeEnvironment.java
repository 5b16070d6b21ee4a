package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Builtins;

/// What is known about the types of documents and functions.
final class TypeEnvironment {
  private final Builtins builtins;

  TypeEnvironment(Builtins builtins) {
    this.builtins = builtins;
  }

  Builtins builtins() {
    return builtins;
  }
}
