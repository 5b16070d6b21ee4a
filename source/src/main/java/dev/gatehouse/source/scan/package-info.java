/// The one walk: every content of a source is read once, for all checks.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.scan;
