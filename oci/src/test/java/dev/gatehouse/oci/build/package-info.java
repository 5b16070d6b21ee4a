@NullMarked
package dev.gatehouse.oci.build;

import org.jspecify.annotations.NullMarked;
