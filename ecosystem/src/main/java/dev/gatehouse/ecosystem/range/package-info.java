/// Sets of versions: `vers:` texts and what each ecosystem's own requirements mean.
@NullMarked
package dev.gatehouse.ecosystem.range;

import org.jspecify.annotations.NullMarked;
