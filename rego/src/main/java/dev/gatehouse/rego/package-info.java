/// The Rego policy language: parser, compiler, evaluator, test runner.
@NullMarked
package dev.gatehouse.rego;

import org.jspecify.annotations.NullMarked;
