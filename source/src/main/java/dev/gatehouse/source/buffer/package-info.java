/// Bytes handed in rather than found.
@org.jspecify.annotations.NullMarked
package dev.gatehouse.source.buffer;
