package dev.gatehouse.oci.manifest;

import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names a content: what it is, its digest and its size (image-spec, descriptor.md).
///
/// @param mediaType
///            empty if it is not said
/// @param size
///            in bytes, never negative
/// @param platform
///            what an image runs on; null if it is not said
/// @param artifactType
///            what kind of artifact the manifest describes; null if it is not said
public record Descriptor(String mediaType, Digest digest, long size, @Nullable Platform platform, @Nullable String artifactType,
        Map<String, String> annotations) {
    /// Annotation that holds the name of an image within a layout.
    public static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /// One that says no more than what it must.
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, null, null, Map.of());
    }

    /// The descriptor of these bytes.
    public static Descriptor of(String mediaType, byte[] bytes) {
        return of(mediaType, Digest.sha256(bytes), bytes.length);
    }

    /// The same with a platform.
    public Descriptor on(Platform other) {
        return new Descriptor(mediaType, digest, size, other, artifactType, annotations);
    }

    /// The same with another artifact type.
    public Descriptor ofArtifact(@Nullable String other) {
        return new Descriptor(mediaType, digest, size, platform, other, annotations);
    }

    /// The same with other annotations.
    public Descriptor with(Map<String, String> others) {
        return new Descriptor(mediaType, digest, size, platform, artifactType, others);
    }

    /// Whether it names something that belongs to an image rather than an image: an artifact, BuildKit's provenance and SBOM.
    public boolean isAttestation() {
        return artifactType != null && !artifactType.equals(MediaTypes.OCI_CONFIGURATION)
                || annotations.containsKey("vnd.docker.reference.type")
                || platform != null && platform.os().equals("unknown") && platform.architecture().equals("unknown");
    }
}
