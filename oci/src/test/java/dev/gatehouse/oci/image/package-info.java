@NullMarked
package dev.gatehouse.oci.image;

import org.jspecify.annotations.NullMarked;
