package dev.gatehouse.oci.manifest;

import org.jspecify.annotations.Nullable;

/// What a digest or tag in a registry or layout leads to.
public sealed interface ManifestDocument permits ImageIndex, ImageManifest {

    /// What it is; empty if it does not say.
    String mediaType();

    /// What kind of artifact it describes; null if it is an image or does not say.
    @Nullable
    String artifactType();
}
