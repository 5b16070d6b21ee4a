@NullMarked
package dev.gatehouse.oci.store;

import org.jspecify.annotations.NullMarked;
