package dev.gatehouse.oci.store;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.ManifestDocument;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows a descriptor through indexes to the image of a platform.
public final class ImageResolver {
    private final ImageLimits limits;
    private final ManifestReader reader;
    private final @Nullable Platform platform;
    private final Documents documents;

    /// Gives the bytes of small contents.
    @FunctionalInterface
    public interface Documents {
        /// @param limit
        ///            bytes that it may have
        /// @return verified bytes
        byte[] read(Descriptor descriptor, int limit) throws IOException;

        /// The same for manifests and indexes, which registries keep apart from other contents.
        default byte[] manifest(Descriptor descriptor, int limit) throws IOException {
            return read(descriptor, limit);
        }
    }

    /// @param platform
    ///            null to take this machine's, or the only one
    public ImageResolver(ImageLimits limits, @Nullable Platform platform, Documents documents) {
        this.limits = limits;
        this.reader = new ManifestReader(limits);
        this.platform = platform;
        this.documents = documents;
    }

    /// The image that a descriptor leads to.
    public Image image(Descriptor descriptor) throws IOException {
        return image(descriptor, read(descriptor));
    }

    /// The image that a document leads to.
    ///
    /// @param descriptor
    ///            of the document
    public Image image(Descriptor descriptor, ManifestDocument document) throws IOException {
        Descriptor at = descriptor;
        ManifestDocument now = document;
        Set<Digest> seen = new HashSet<>();
        for (int depth = 0; now instanceof ImageIndex index; depth++) {
            // A digest cannot lead to itself, but an archive may lie about its digests.
            if (!seen.add(at.digest())) {
                throw new OciException(OciException.Kind.MALFORMED, "the index " + at.digest() + " leads to itself");
            }
            if (depth == limits.documentDepth()) {
                throw new OciException(OciException.Kind.LIMIT,
                        "indexes lie within indexes more than " + limits.documentDepth() + " deep");
            }
            at = index.choose(platform);
            now = read(at);
        }
        return image(at, (ImageManifest) now);
    }

    private ManifestDocument read(Descriptor descriptor) throws IOException {
        return reader.read(descriptor.digest().toString(), documents.manifest(descriptor, limits.documentBytes()),
                descriptor.mediaType());
    }

    private Image image(Descriptor descriptor, ImageManifest manifest) throws IOException {
        if (!manifest.isImage()) {
            String kind = manifest.artifactType() != null ? manifest.artifactType() : manifest.configuration().mediaType();
            throw new OciException(OciException.Kind.UNSUPPORTED,
                    "it is an artifact of type " + Texts.plain(String.valueOf(kind)) + ", not an image");
        }
        if (manifest.layers().size() > limits.layers()) {
            throw new OciException(OciException.Kind.LIMIT,
                    "the image has " + manifest.layers().size() + " layers, the limit is " + limits.layers());
        }
        Descriptor configuration = manifest.configuration();
        byte[] bytes = documents.read(configuration, limits.configurationBytes());
        List<Layer> layers = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            layers.add(new Layer(layers.size(), layer.digest(), layer.size(), layer.mediaType(), false));
        }
        return new Image(descriptor, configuration, bytes,
                ImageConfiguration.read("image configuration", bytes, limits), layers, manifest.annotations());
    }
}
