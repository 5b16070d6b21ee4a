package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.ContentId;
import org.jspecify.annotations.Nullable;

/// What a layer does to the file system at one path.
///
/// @param path
///            parts joined by `/`, without `.` and `..`; each char a byte, so that names that are not UTF-8 stay what they are
/// @param mode
///            permission bits with set-user-id, set-group-id and sticky
/// @param content
///            of a file; null for everything else, and for a file beyond the size limit
/// @param target
///            of a link, as it stands there; empty for everything else
record LayerEntry(Kind kind, String path, int mode, long size, @Nullable ContentId content, String target) {

    /// The same with the content named.
    LayerEntry of(@Nullable ContentId named) {
        return named == null ? this : new LayerEntry(kind, path, mode, size, named, target);
    }

    /// What it does. In the order in which records in the cache number them.
    enum Kind {
        FILE,
        DIRECTORY,
        HARD_LINK,
        SYMBOLIC_LINK,
        /// A device or pipe: it takes the place of what lay there.
        OTHER,
        /// Removes what lower layers have at the path.
        WHITEOUT,
        /// Removes what lower layers have below the path.
        OPAQUE
    }
}
