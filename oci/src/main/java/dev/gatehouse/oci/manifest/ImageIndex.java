package dev.gatehouse.oci.manifest;

import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The images of one name, usually one for each platform (image-spec, image-index.md; Docker's manifest list).
public record ImageIndex(String mediaType, @Nullable String artifactType, List<Descriptor> manifests,
        Map<String, String> annotations)
        implements
            ManifestDocument {
    public ImageIndex {
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /// The image for a platform: the best match, the first of equals. An entry that does not name its platform serves where none
    /// that does fits. If nobody asked for a platform, an index with a single image gives that.
    ///
    /// @param asked
    ///            null to take this machine's
    /// @throws OciException
    ///             `NOT_FOUND`, naming the platforms that there are
    public Descriptor choose(@Nullable Platform asked) throws OciException {
        List<Descriptor> images = manifests.stream().filter(each -> !each.isAttestation()).toList();
        Platform wanted = asked == null ? Platform.host() : asked;
        Descriptor best = null;
        int bestFitness = Integer.MAX_VALUE;
        List<Descriptor> unnamed = new ArrayList<>();
        for (Descriptor image : images) {
            Platform platform = image.platform();
            if (platform == null) {
                unnamed.add(image);
                continue;
            }
            int fitness = platform.fitness(wanted);
            if (fitness >= 0 && fitness < bestFitness) {
                best = image;
                bestFitness = fitness;
            }
        }
        if (best != null) {
            return best;
        }
        if (unnamed.size() == 1 && (images.size() == 1 || asked == null)) {
            return unnamed.getFirst();
        }
        if (asked == null && images.size() == 1) {
            return images.getFirst();
        }
        throw new OciException(OciException.Kind.NOT_FOUND, missing(images, wanted, asked != null));
    }

    private static String missing(List<Descriptor> images, Platform wanted, boolean asked) {
        var platforms = new TreeSet<String>();
        for (Descriptor image : images) {
            platforms.add(image.platform() == null ? "an unnamed platform" : String.valueOf(image.platform()));
        }
        return platforms.isEmpty()
                ? "the index holds no image"
                : "there is no image for " + wanted + ", only for " + String.join(", ", platforms)
                        + (asked ? "" : "; choose with --platform");
    }
}
