/// Registry and layout client; images as a source, layer by layer.
@NullMarked
package dev.gatehouse.oci;

import org.jspecify.annotations.NullMarked;
