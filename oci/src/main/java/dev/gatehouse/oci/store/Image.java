package dev.gatehouse.oci.store;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One image for one platform: what a store has resolved a name to. Everything but the layers has been read and verified.
///
/// @param manifest
///            what names the image; null in archives of `docker save`, which keep none
/// @param configurationDescriptor
///            digest of the configuration: the image's id
/// @param configurationBytes
///            the configuration as it is; not to be changed
/// @param annotations
///            of the manifest
public record Image(@Nullable Descriptor manifest, Descriptor configurationDescriptor, byte[] configurationBytes,
        ImageConfiguration configuration, List<Layer> layers, Map<String, String> annotations) {
    public Image {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }

    /// The digest that tells it from every other image: the manifest's, or else the id.
    public String digest() {
        return (manifest == null ? configurationDescriptor : manifest).digest().toString();
    }
}
