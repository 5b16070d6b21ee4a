/// Accepting what is found: as known (baseline), for a time (except), with a second person's signature (approve).
@org.jspecify.annotations.NullMarked
package dev.gatehouse.cli.accept;
