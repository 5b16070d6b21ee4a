/// The advisory store: one immutable, memory-mapped file.
@NullMarked
package dev.gatehouse.advisory.store;

import org.jspecify.annotations.NullMarked;
