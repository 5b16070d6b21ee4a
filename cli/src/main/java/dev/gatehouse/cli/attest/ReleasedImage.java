package dev.gatehouse.cli.attest;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.oci.attach.Attachments;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.ImageStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One image whose digest was resolved once, and what is attached to it.
///
/// @param store closed with this
/// @param attachments closed with this
public record ReleasedImage(ImageStore store, Image image, Descriptor manifest,
        Attachments attachments) implements AutoCloseable {
    private static final String REVISION = "org.opencontainers.image.revision";
    private static final String SOURCE = "org.opencontainers.image.source";

    static ReleasedImage of(ImageStore store) throws UsageException, IOException {
        try {
            Image image = store.image();
            Descriptor manifest = image.manifest();
            if (manifest == null || manifest.digest().algorithm() != Digest.Algorithm.SHA256) {
                throw new UsageException(store.name() + ": only images with a manifest that SHA-256 names are released");
            }
            return new ReleasedImage(store, image, manifest, store.attachments());
        } catch (UsageException | IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// `sha256:…` of the manifest.
    public String digest() {
        return manifest.digest().toString();
    }

    /// The name that means just this image, whatever becomes of tags.
    public String name() {
        return store.name(digest());
    }

    /// Full id of the commit that the image says it was built from; null if it says nothing.
    public @Nullable String commit() {
        return said(REVISION);
    }

    /// Address of the repository that the image says it was built from; null if it says nothing.
    public @Nullable String repository() {
        return said(SOURCE);
    }

    private @Nullable String said(String key) {
        String label = image.configuration().labels().get(key);
        String value = label != null ? label : image.annotations().get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public void close() throws IOException {
        try (store) {
            attachments.close();
        }
    }
}
