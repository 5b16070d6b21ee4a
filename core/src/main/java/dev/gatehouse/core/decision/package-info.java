/// What a policy makes of findings at a gate.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.decision;
