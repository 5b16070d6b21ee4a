@NullMarked
package dev.gatehouse.oci.attach;

import org.jspecify.annotations.NullMarked;
