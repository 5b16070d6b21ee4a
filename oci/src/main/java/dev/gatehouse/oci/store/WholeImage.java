package dev.gatehouse.oci.store;

import dev.gatehouse.oci.OciException;
import java.io.IOException;

/// Whether every byte of an image is what its digest names.
public final class WholeImage {
    private WholeImage() {}

    /// Reads all layers. Manifest and configuration were verified when the store resolved the image.
    ///
    /// @throws OciException
    ///             `MISMATCH`, naming the layer; `UNSUPPORTED` for a store that names layers by what is in them only
    public static void verify(ImageStore store) throws IOException {
        for (Layer layer : store.image().layers()) {
            if (layer.digestOfContent()) {
                throw new OciException(OciException.Kind.UNSUPPORTED,
                        "an archive of docker save does not name its layers by digest");
            }
            try (var in = new VerifiedInputStream(store.open(layer), "layer " + layer.digest(), layer.digest(), layer.size())) {
                in.drain();
            }
        }
    }
}
