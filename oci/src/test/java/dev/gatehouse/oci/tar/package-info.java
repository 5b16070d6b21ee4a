@NullMarked
package dev.gatehouse.oci.tar;

import org.jspecify.annotations.NullMarked;
