/// Builds images without Docker: layers, configuration and manifest into an OCI layout, the same bytes for the same content.
@NullMarked
package dev.gatehouse.oci.build;

import org.jspecify.annotations.NullMarked;
