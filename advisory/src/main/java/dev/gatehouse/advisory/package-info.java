/// Advisory importers and the memory-mapped store.
@NullMarked
package dev.gatehouse.advisory;

import org.jspecify.annotations.NullMarked;
