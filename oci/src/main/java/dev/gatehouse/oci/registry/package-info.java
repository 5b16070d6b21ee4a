/// A client of OCI and Docker registries (distribution-spec 1.1): pulls, pushes, asks for what refers to an image.
///
/// Nothing that a registry says is believed unless a digest proves it. Credentials go to the registry they belong to, and to the token
/// service that it names over TLS, and nowhere else.
@NullMarked
package dev.gatehouse.oci.registry;

import org.jspecify.annotations.NullMarked;
