/// Where images are read from: OCI layouts and archives; the registry is in a package of its own.
@NullMarked
package dev.gatehouse.oci.store;

import org.jspecify.annotations.NullMarked;
