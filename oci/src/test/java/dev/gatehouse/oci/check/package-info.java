@NullMarked
package dev.gatehouse.oci.check;

import org.jspecify.annotations.NullMarked;
