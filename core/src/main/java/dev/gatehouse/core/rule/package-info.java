/// The header that every engine's rules share.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.rule;
