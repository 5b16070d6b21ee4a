package dev.gatehouse.oci;

/// How much of an image is read before it is refused. What exceeds a limit is an error or a diagnostic, never silently left out.
///
/// @param documentBytes
///            size of one manifest or index; registries refuse more than 4 MiB
/// @param configurationBytes
///            size of an image configuration
/// @param documentDepth
///            indexes within indexes
/// @param documentEntries
///            descriptors in one manifest or index
/// @param layers
///            of one image
/// @param entries
///            of all layers of one image together
/// @param layerRatio
///            how many times its own size a layer may expand to, once that is more than [#RATIO_FLOOR]
/// @param imageBytes
///            what all layers of one image may expand to together
public record ImageLimits(int documentBytes, int configurationBytes, int documentDepth, int documentEntries, int layers,
        int entries,
        int layerRatio, long imageBytes) {
    /// What holds unless configured: 4 MiB, 8 MiB, 4 levels, 4,096 descriptors, 1,024 layers, 2 million entries, 500-fold, 64 GiB.
    public static final ImageLimits DEFAULT = new ImageLimits(4 << 20, 8 << 20, 4, 4096, 1024, 2_000_000, 500, 64L << 30);

    /// Expansion to this many bytes is harmless whatever the ratio: 512 MiB.
    public static final long RATIO_FLOOR = 512L << 20;

    public ImageLimits {
        if (documentBytes < 1 || configurationBytes < 1 || documentDepth < 1 || documentEntries < 1 || layers < 1 || entries < 1
                || layerRatio < 1 || imageBytes < 1) {
            throw new IllegalArgumentException("limits of images must be positive");
        }
    }

    /// The same with another bound on what layers expand to.
    public ImageLimits withImageBytes(long bytes) {
        return new ImageLimits(documentBytes, configurationBytes, documentDepth, documentEntries, layers, entries, layerRatio,
                bytes);
    }

    /// The same with another bound on the entries of all layers.
    public ImageLimits withEntries(int count) {
        return new ImageLimits(documentBytes, configurationBytes, documentDepth, documentEntries, layers, count, layerRatio,
                imageBytes);
    }
}
