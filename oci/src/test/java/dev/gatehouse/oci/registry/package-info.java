@NullMarked
package dev.gatehouse.oci.registry;

import org.jspecify.annotations.NullMarked;
