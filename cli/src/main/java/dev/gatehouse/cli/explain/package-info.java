/// Rules and reasons: what the rules are, and why a finding is, is not, or does not block.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.explain;
