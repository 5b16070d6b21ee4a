/// An image as a source: layers streamed once, whiteouts applied, nothing extracted to disk.
@NullMarked
package dev.gatehouse.oci.image;

import org.jspecify.annotations.NullMarked;
