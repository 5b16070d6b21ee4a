package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.cache.Chapter;
import dev.gatehouse.source.cache.ContentCache;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Remembers what layers hold, so that a layer whose contents are all known is not read again. Thread-safe.
public final class LayerMemory {
    /// Remembers nothing.
    public static final LayerMemory NONE = new LayerMemory(null);

    private final @Nullable Chapter chapter;

    private LayerMemory(@Nullable Chapter chapter) {
        this.chapter = chapter;
    }

    /// A memory in a cache.
    ///
    /// @param limits
    ///            what a file may have decides what is known of it
    public static LayerMemory in(ContentCache cache, Limits limits) {
        return new LayerMemory(cache.chapter("image layers 1, file size " + limits.fileSize()));
    }

    @Nullable
    LayerRecord recall(Layer layer) {
        ContentId key = key(layer);
        byte[] bytes = chapter == null || key == null ? null : chapter.find(key, "");
        if (bytes == null) {
            return null;
        }
        try {
            return LayerRecord.decode(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    void remember(Layer layer, LayerRecord entries) {
        ContentId key = key(layer);
        if (chapter != null && key != null) {
            chapter.put(key, "", entries.encode());
        }
    }

    private static @Nullable ContentId key(Layer layer) {
        return layer.digest().algorithm() == Digest.Algorithm.SHA256
                ? new ContentId(ContentId.Algorithm.SHA256, layer.digest().hex())
                : null;
    }

    /// Keeps what was learned.
    void save() {
        if (chapter != null) {
            chapter.save();
        }
    }
}
