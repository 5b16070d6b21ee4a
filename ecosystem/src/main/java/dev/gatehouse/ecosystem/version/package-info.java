/// Versions and their order, one class per scheme.
@NullMarked
package dev.gatehouse.ecosystem.version;

import org.jspecify.annotations.NullMarked;
