package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a repository keeps its refs (`extensions.refStorage`).
sealed interface RefStore permits RefFiles, RefTables {
    /// What a symbolic ref begins with, before the name that it stands for.
    String SYMBOLIC = "ref:";
    /// The ref whose log holds all but its newest value.
    String STASH = "refs/stash";

    /// The store of a repository.
    ///
    /// @throws GitFormatException
    ///             if it is one that is not read
    static RefStore of(GitConfig config, ObjectFormat format) throws GitFormatException {
        String storage = config.get("extensions.refstorage").orElse("files");
        return switch (storage) {
            case "files" -> new RefFiles();
            case "reftable" -> new RefTables(format);
            default -> throw new GitFormatException("the repository keeps its refs as " + storage
                    + ", which is not read; `git refs migrate --ref-format=files` converts them");
        };
    }

    /// Name → id in hexadecimal, or `ref:` and a name: all refs that one directory holds, and its HEAD.
    ///
    /// @param directory
    ///            the common git directory, or the own one of a linked work tree
    Map<String, String> refs(Path directory) throws IOException;

    /// The values that the stash has had and still keeps, newest first.
    ///
    /// @param directory
    ///            the common git directory
    List<ObjectId> stash(Path directory) throws IOException;
}
