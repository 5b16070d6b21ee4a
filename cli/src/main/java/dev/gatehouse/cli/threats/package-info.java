/// The threat model at the command line: check, review, diagram.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.threats;
