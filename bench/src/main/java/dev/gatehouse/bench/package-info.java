/// Benchmarks: JMH and whole processes, against the real peers.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench;
