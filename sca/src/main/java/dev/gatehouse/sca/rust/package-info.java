/// Rust: Cargo.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.sca.rust;
