package dev.gatehouse.oci.store;

import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.reference.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds an image in the index of a layout (image-spec, image-layout.md).
final class NamedImages {
    /// What containerd and Docker add to the name in the specification, which is only a tag.
    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    private NamedImages() {}

    /// The descriptor that a reference names; without a reference, the only one. Several without a reference that name their platforms
    /// are one image, as in an index.
    ///
    /// @param reference
    ///            tag, name or `sha256:…`; null if none was given
    /// @return null if the index is to be chosen from by platform
    static @Nullable Descriptor find(ImageIndex index, @Nullable String reference) throws OciException {
        List<Descriptor> all = index.manifests().stream().filter(each -> !each.isAttestation()).toList();
        if (reference == null) {
            if (all.size() == 1) {
                return all.getFirst();
            }
            if (all.isEmpty()) {
                throw new OciException(OciException.Kind.NOT_FOUND, "the layout holds no image");
            }
            var names = names(all);
            if (names.size() > 1) {
                throw new OciException(OciException.Kind.NOT_FOUND,
                        "the layout holds several images; name one of " + String.join(", ", names));
            }
            return null;
        }
        for (Descriptor descriptor : all) {
            if (reference.equals(descriptor.annotations().get(Descriptor.REFERENCE_NAME))
                    || reference.equals(descriptor.annotations().get(CONTAINERD_NAME))
                    || reference.equals(descriptor.digest().toString())) {
                return descriptor;
            }
        }
        if (reference.startsWith("sha")) {
            // Any manifest may be asked for by digest; its size is what the file has.
            return Descriptor.of("", Digest.parse(reference), 0);
        }
        var names = names(all);
        throw new OciException(OciException.Kind.NOT_FOUND, "there is no image '" + Texts.plain(reference) + "' in it"
                + (names.isEmpty() ? "" : "; there are " + String.join(", ", names)));
    }

    private static TreeSet<String> names(List<Descriptor> all) {
        var names = new TreeSet<String>();
        for (Descriptor descriptor : all) {
            String name = descriptor.annotations().get(Descriptor.REFERENCE_NAME);
            if (name != null) {
                names.add(Texts.plain(name));
            }
        }
        return names;
    }

    /// The repository in an annotation, if it holds a whole name.
    static @Nullable String repository(Map<String, String> annotations) {
        for (String key : List.of(CONTAINERD_NAME, Descriptor.REFERENCE_NAME)) {
            String name = annotations.get(key);
            if (name != null && name.indexOf('/') >= 0) {
                return repository(name);
            }
        }
        return null;
    }

    /// The repository of a reference; null if it is none.
    static @Nullable String repository(String name) {
        try {
            return dev.gatehouse.oci.reference.ImageReference.parse(name).repository();
        } catch (OciException e) {
            return null;
        }
    }
}
