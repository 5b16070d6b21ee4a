package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import java.util.List;

final class TypeCheck {
  private final TypeEnvironment environment;

  TypeCheck(
      TypeEnvironment environment, Functions functions, Names names, Diagnostics diagnostics) {
    this.environment = environment;
  }

  TypeEnvironment definitions(List<Definition> sorted) {
    return environment;
  }

  void query(List<Expr> body) {}
}
