package dev.gatehouse.oci.attach;

import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.reference.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What is attached to the images of a layout or of a repository in a registry.
public interface Attachments extends AutoCloseable {
    /// The most that is read of one attachment.
    int LARGEST = 96 << 20;
    /// The most attachments that one image may have.
    int MOST = 1000;

    /// An attachment that is there.
    ///
    /// @param digest
    ///            of the manifest that ties it to the image
    record Found(Digest digest, Attachment attachment) {}

    /// What is attached to an image, each verified by its digests, in the order in which the store names them.
    ///
    /// @param types
    ///            artifact types; others are left out
    /// @throws dev.gatehouse.oci.OciException
    ///             `MISMATCH` if the bytes of one are not those that its digest names
    List<Found> of(Digest subject, Set<String> types) throws IOException;

    /// Attaches a content to an image. The same a second time changes nothing.
    ///
    /// @param subject
    ///            of the manifest of the image
    /// @return digest of the manifest that ties them together
    Digest attach(Descriptor subject, Attachment attachment) throws IOException;

    @Override
    void close() throws IOException;
}
