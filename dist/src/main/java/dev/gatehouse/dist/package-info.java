/// Builds what is handed out: a trimmed runtime, this platform's archive, an OCI image layout, sums.
@NullMarked
package dev.gatehouse.dist;

import org.jspecify.annotations.NullMarked;
