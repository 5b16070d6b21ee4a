package dev.gatehouse.oci.store;

import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.attach.Attachments;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One image, wherever it lies. Layers may be opened by several threads at once.
public interface ImageStore extends AutoCloseable {

    /// What was asked for, for people: `oci:build/image`, `registry:docker.io/library/alpine:3.22`.
    String name();

    /// What names the image of a digest in the same place, whatever tags do: `oci:build/image@sha256:…`.
    default String name(String digest) {
        return name() + "@" + digest;
    }

    /// The repository that the image is of, without registry, tag and digest: `team/shop`; null if nothing tells.
    @Nullable
    String repository();

    /// The image; read once, then remembered.
    ///
    /// @throws dev.gatehouse.oci.OciException
    ///             if there is no such image, or it is malformed, beyond a limit, or of a kind that is not read
    /// @throws IOException
    ///             if the store cannot be read
    Image image() throws IOException;

    /// The bytes of a layer as they are stored. They are not verified: the reader of the layer does that on the way.
    ///
    /// @throws IOException
    ///             if there is no such layer, or the store cannot be read
    InputStream open(Layer layer) throws IOException;

    /// Whether opening a layer means reading all that stands before it, so that one [#each] is far cheaper than many [#open].
    default boolean sequential() {
        return false;
    }

    /// Hands the layers to the visitor in the order that suits the store, from the calling thread. A layer that is not there is
    /// not handed over.
    default void each(List<Layer> layers, LayerVisitor visitor) throws IOException {
        for (Layer layer : layers) {
            try (InputStream in = open(layer)) {
                visitor.layer(layer, in);
            }
        }
    }

    /// What is attached to the images of this store. Closed by the caller.
    ///
    /// @throws dev.gatehouse.oci.OciException
    ///             `UNSUPPORTED` if nothing can be attached there
    default Attachments attachments() throws IOException {
        throw new OciException(OciException.Kind.UNSUPPORTED,
                name() + ": nothing can be attached to an image there; use an OCI layout or a registry");
    }

    /// Takes layers.
    @FunctionalInterface
    interface LayerVisitor {
        /// @param in
        ///            its bytes as stored; valid until the call returns, and not closed by it
        void layer(Layer layer, InputStream in) throws IOException;
    }

    @Override
    void close() throws IOException;
}
