/// Tar as layers use it: read from a stream with names as bytes, and written with the same bytes for the same content.
@NullMarked
package dev.gatehouse.oci.tar;

import org.jspecify.annotations.NullMarked;
