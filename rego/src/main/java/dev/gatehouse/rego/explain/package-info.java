/// Why an evaluation answered as it did: which rules held, where the others stopped, and what the time went into.
@NullMarked
package dev.gatehouse.rego.explain;

import org.jspecify.annotations.NullMarked;
