/// Which advisories hold for a version of a package, and on what evidence.
@NullMarked
package dev.gatehouse.advisory.match;

import org.jspecify.annotations.NullMarked;
