/// What an image says of itself: descriptors, indexes, manifests and configurations of image-spec 1.1 and of Docker's schema 2.
@NullMarked
package dev.gatehouse.oci.manifest;

import org.jspecify.annotations.NullMarked;
