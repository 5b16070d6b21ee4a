package dev.gatehouse.oci.tar;

import org.jspecify.annotations.Nullable;

/// The header of one entry.
///
/// @param name
///            as the archive has it: any bytes but NUL, `..` and absolute names included
/// @param mode
///            permission bits with set-user-id (04000), set-group-id (02000) and sticky (01000)
/// @param size
///            of the bytes that follow; 0 for all but files
/// @param link
///            what a link points to; null for everything else
/// @param sparse
///            whether the bytes are only the parts of a sparse file that hold data
/// @param position
///            offset of its bytes from the beginning of the archive
public record TarEntry(byte[] name, Kind kind, int mode, long size, byte @Nullable [] link, boolean sparse, long position) {

    /// What an entry is.
    public enum Kind {
        FILE,
        DIRECTORY,
        /// Another name of a file that the archive named before.
        HARD_LINK,
        SYMBOLIC_LINK,
        /// A device, a pipe or something unknown.
        OTHER
    }
}
