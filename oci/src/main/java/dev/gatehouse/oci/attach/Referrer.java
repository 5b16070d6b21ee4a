package dev.gatehouse.oci.attach;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import java.io.IOException;

/// Reads manifests that say something about another.
final class Referrer {
    private Referrer() {}

    /// Gives the verified bytes of a blob.
    @FunctionalInterface
    interface Blobs {
        byte[] read(Descriptor descriptor, int limit) throws IOException;
    }

    static boolean isAbout(ImageManifest manifest, Digest subject) {
        Descriptor about = manifest.subject();
        return about != null && about.digest().equals(subject);
    }

    /// @param bytes
    ///            of the manifest, verified
    static Attachments.Found read(Digest digest, byte[] bytes, ImageLimits limits, Blobs blobs) throws IOException {
        if (!(new ManifestReader(limits).read(digest.toString(), bytes,
                MediaTypes.OCI_MANIFEST) instanceof ImageManifest manifest)
                || manifest.layers().size() != 1) {
            throw new OciException(OciException.Kind.MALFORMED, "the attachment " + digest + " has not just one content");
        }
        Descriptor content = manifest.layers().getFirst();
        String type = manifest.artifactType() == null ? manifest.configuration().mediaType() : manifest.artifactType();
        return new Attachments.Found(digest, new Attachment(type, content.mediaType(),
                blobs.read(content, Attachments.LARGEST), manifest.annotations()));
    }
}
