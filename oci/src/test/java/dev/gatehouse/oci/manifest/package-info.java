@NullMarked
package dev.gatehouse.oci.manifest;

import org.jspecify.annotations.NullMarked;
