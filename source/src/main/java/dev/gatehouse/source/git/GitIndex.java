package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The index of a work tree, in one file or split in two, with sparse directories and the ids of unchanged directories.
/// Immutable.
final class GitIndex {
    private final List<Entry> entries;
    private final Map<String, ObjectId> unchangedTrees;

    /// One staged file, or with the mode of a directory a whole one of which no file is checked out.
    ///
    /// @param stage
    ///            0, or 1 to 3 for the sides of a conflict
    /// @param intended
    ///            only announced (`git add -N`): nothing of it is staged yet
    /// @param stat
    ///            the file in the work tree when git last looked at it
    record Entry(byte[] path, int mode, int stage, ObjectId id, boolean intended, Stat stat) {
        boolean directory() {
            return (mode & TreeEntry.TYPE_MASK) == TreeEntry.DIRECTORY;
        }

        boolean submodule() {
            return (mode & TreeEntry.TYPE_MASK) == TreeEntry.SUBMODULE;
        }
    }

    /// What git remembers of a file in the work tree.
    ///
    /// @param seconds
    ///            when it was last modified, since 1970, the low 32 bits
    /// @param nanos
    ///            the rest of that
    /// @param size
    ///            in bytes, the low 32 bits
    /// @param expected
    ///            whether the file is to be there and as staged; not so in a sparse checkout
    record Stat(int seconds, int nanos, int size, boolean expected) {}

    private GitIndex(List<Entry> entries, Map<String, ObjectId> unchangedTrees) {
        this.entries = List.copyOf(entries);
        this.unchangedTrees = Map.copyOf(unchangedTrees);
    }

    /// Reads the file; without one nothing is staged.
    ///
    /// @param gitDirectory
    ///            where the other half of a split index lies
    /// @throws GitFormatException
    ///             if it is damaged or uses something that is not read; the message says what to do
    static GitIndex read(Path file, Path gitDirectory, ObjectFormat format) throws IOException {
        IndexFile.Contents contents;
        try {
            contents = IndexFile.read(file, format);
        } catch (NoSuchFileException e) {
            return new GitIndex(List.of(), Map.of());
        }
        SplitIndex split = contents.split();
        List<Entry> entries = split == null
                ? contents.entries()
                : split.joined(split.shared(gitDirectory, format), contents.entries());
        return new GitIndex(entries.stream().filter(entry -> !entry.intended()).toList(), contents.trees());
    }

    static GitFormatException damaged() {
        return new GitFormatException("the index is damaged; `git read-tree HEAD` makes a new one");
    }

    /// In the order of their paths; intended additions (`git add -N`), of which nothing is staged yet, are left out.
    List<Entry> entries() {
        return entries;
    }

    /// The trees that a commit of the index would write for those directories in which nothing was staged since they were last
    /// written or read, by path as ISO 8859-1, without slash at the end.
    Map<String, ObjectId> unchangedTrees() {
        return unchangedTrees;
    }
}
