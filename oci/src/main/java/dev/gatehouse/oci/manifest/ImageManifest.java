package dev.gatehouse.oci.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of one image or artifact (image-spec, manifest.md; Docker's schema 2).
///
/// @param subject
///            what it says something about (a signature, an SBOM); null for an image of its own
public record ImageManifest(String mediaType, @Nullable String artifactType, Descriptor configuration, List<Descriptor> layers,
        @Nullable Descriptor subject, Map<String, String> annotations) implements ManifestDocument {
    public ImageManifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }

    /// Whether it is an image that a container can be made of, and not another artifact (a chart, a signature).
    public boolean isImage() {
        String type = configuration.mediaType();
        return type.equals(MediaTypes.OCI_CONFIGURATION) || type.equals(MediaTypes.DOCKER_CONFIGURATION) || type.isEmpty()
        // What early builders of Docker wrote.
                || type.equals("application/octet-stream");
    }
}
