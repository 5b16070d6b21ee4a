package dev.gatehouse.oci.attach;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One content that says something about an image.
///
/// @param artifactType
///            what kind it is, so that others find it without reading it
/// @param mediaType
///            of the content
/// @param content
///            not to be changed
/// @param annotations
///            of the manifest that ties it to the image
public record Attachment(String artifactType, String mediaType, byte[] content, Map<String, String> annotations) {
    /// The configuration that an artifact without one has (image-spec, manifest.md, guidance for artifacts).
    static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    public Attachment {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /// What ties it to an image.
    ImageManifest manifest(Descriptor subject) {
        return new ImageManifest(MediaTypes.OCI_MANIFEST, artifactType, Descriptor.of(MediaTypes.OCI_EMPTY, EMPTY),
                List.of(Descriptor.of(mediaType, content)),
                Descriptor.of(subject.mediaType(), subject.digest(), subject.size()), annotations);
    }
}
