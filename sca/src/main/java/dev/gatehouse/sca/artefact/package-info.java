/// Programs that carry the list of what they were built of: Go, Rust with cargo-auditable.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.artefact;
