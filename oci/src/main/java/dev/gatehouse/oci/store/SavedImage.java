package dev.gatehouse.oci.store;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.oci.OciException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An image in `manifest.json` of `docker save`, which names files of the archive instead of digests.
///
/// @param configuration
///            name of the file
/// @param layers
///            names of the files
record SavedImage(String configuration, List<String> tags, List<String> layers) {
    static final String FILE = "manifest.json";

    static List<SavedImage> read(byte[] bytes) throws OciException {
        Value value;
        try {
            value = Documents.read(Format.JSON, FILE, bytes, new Limits(bytes.length, 16, 200_000));
        } catch (DocumentException e) {
            throw new OciException(OciException.Kind.MALFORMED, String.valueOf(e.getMessage()), e);
        }
        if (!(value instanceof Sequence sequence)) {
            throw malformed();
        }
        List<SavedImage> images = new ArrayList<>();
        for (Value each : sequence.values()) {
            if (!(each instanceof Mapping image) || !(image.get("Config") instanceof Scalar.Text configuration)) {
                throw malformed();
            }
            images.add(new SavedImage(configuration.text(), texts(image.get("RepoTags")), texts(image.get("Layers"))));
        }
        return images;
    }

    private static List<String> texts(@Nullable Value value) throws OciException {
        List<String> texts = new ArrayList<>();
        switch (value) {
            case Scalar.Null _ -> {
            }
            case Sequence sequence -> {
                for (Value each : sequence.values()) {
                    if (!(each instanceof Scalar.Text text)) {
                        throw malformed();
                    }
                    texts.add(text.text());
                }
            }
            case null -> {
            }
            default -> throw malformed();
        }
        return texts;
    }

    private static OciException malformed() {
        return new OciException(OciException.Kind.MALFORMED, FILE + " is not what docker save writes");
    }

    /// The one that is asked for; without a reference the only one.
    static SavedImage choose(List<SavedImage> images, @Nullable String reference) throws OciException {
        var names = new TreeSet<String>();
        for (SavedImage image : images) {
            image.tags.forEach(tag -> names.add(Texts.plain(tag)));
            if (reference != null && (image.tags.contains(reference)
                    || image.tags.stream().anyMatch(tag -> tag.substring(tag.lastIndexOf(':') + 1).equals(reference)))) {
                return image;
            }
        }
        if (reference == null && images.size() == 1) {
            return images.getFirst();
        }
        throw new OciException(OciException.Kind.NOT_FOUND,
                (reference == null
                        ? images.isEmpty() ? "the archive holds no image" : "the archive holds several images; name one"
                        : "there is no image '" + Texts.plain(reference) + "' in it")
                        + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
    }
}
