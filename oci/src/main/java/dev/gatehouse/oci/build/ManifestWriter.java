package dev.gatehouse.oci.build;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ImageManifest;

/// Writes manifests and indexes; the same document gives the same bytes.
public final class ManifestWriter {
    private ManifestWriter() {}

    /// The bytes of a manifest.
    public static byte[] write(ImageManifest manifest) {
        return Json.object(json -> {
            json.writeNumberProperty("schemaVersion", 2);
            json.writeStringProperty("mediaType", manifest.mediaType());
            if (manifest.artifactType() != null) {
                json.writeStringProperty("artifactType", manifest.artifactType());
            }
            json.writeObjectPropertyStart("config");
            Json.descriptor(json, manifest.configuration());
            json.writeEndObject();
            Json.descriptors(json, "layers", manifest.layers());
            Descriptor subject = manifest.subject();
            if (subject != null) {
                json.writeObjectPropertyStart("subject");
                Json.descriptor(json, subject);
                json.writeEndObject();
            }
            Json.texts(json, "annotations", manifest.annotations());
        });
    }

    /// The bytes of an index.
    public static byte[] write(ImageIndex index) {
        return Json.object(json -> {
            json.writeNumberProperty("schemaVersion", 2);
            json.writeStringProperty("mediaType", index.mediaType());
            if (index.artifactType() != null) {
                json.writeStringProperty("artifactType", index.artifactType());
            }
            Json.descriptors(json, "manifests", index.manifests());
            Json.texts(json, "annotations", index.annotations());
        });
    }
}
