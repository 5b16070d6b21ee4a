/// How images, contents and platforms are named.
@NullMarked
package dev.gatehouse.oci.reference;

import org.jspecify.annotations.NullMarked;
