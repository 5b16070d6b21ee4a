/// Keeps a store up to date: downloads and imports sources, rebuilds the file.
@NullMarked
package dev.gatehouse.advisory.update;

import org.jspecify.annotations.NullMarked;
