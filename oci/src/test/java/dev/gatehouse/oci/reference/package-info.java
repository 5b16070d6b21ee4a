@NullMarked
package dev.gatehouse.oci.reference;

import org.jspecify.annotations.NullMarked;
