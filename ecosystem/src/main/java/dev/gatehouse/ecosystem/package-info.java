/// Package URLs, versions and version ranges as each package ecosystem defines them.
@NullMarked
package dev.gatehouse.ecosystem;

import org.jspecify.annotations.NullMarked;
