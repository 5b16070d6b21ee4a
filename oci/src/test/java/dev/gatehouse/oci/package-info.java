@NullMarked
package dev.gatehouse.oci;

import org.jspecify.annotations.NullMarked;
