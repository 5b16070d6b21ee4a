package dev.gatehouse.source.git;

import dev.gatehouse.core.source.SourcePath;

/// A file, symbolic link or submodule in the tree of a commit.
///
/// @param path
///            from the root of the tree
/// @param mode
///            as git has it: `0100644`, `0100755`, `0120000` (symbolic link), `0160000` (submodule)
/// @param id
///            of the blob; of the commit for a submodule
public record TreeEntry(SourcePath path, int mode, ObjectId id) {
    static final int TYPE_MASK = 0170000;
    static final int DIRECTORY = 0040000;
    static final int SUBMODULE = 0160000;
    static final int SYMBOLIC_LINK = 0120000;

    /// Whether it names a commit of another repository instead of a blob.
    public boolean submodule() {
        return (mode & TYPE_MASK) == SUBMODULE;
    }

    /// Whether the blob is the target of a symbolic link.
    public boolean symbolicLink() {
        return (mode & TYPE_MASK) == SYMBOLIC_LINK;
    }
}
