/// Baseline, gate and decisions.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.policy;
