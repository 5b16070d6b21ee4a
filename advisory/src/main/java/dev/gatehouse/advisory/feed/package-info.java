/// Importers of the public advisory formats, one class each.
@NullMarked
package dev.gatehouse.advisory.feed;

import org.jspecify.annotations.NullMarked;
