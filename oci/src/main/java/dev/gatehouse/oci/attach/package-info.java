/// What is attached to an image and says something about it: signatures, attestations, SBOMs, as OCI 1.1 referrers in layouts and registries.
@NullMarked
package dev.gatehouse.oci.attach;

import org.jspecify.annotations.NullMarked;
