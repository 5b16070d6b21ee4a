package dev.gatehouse.source.git;

/// Steps through the entries of a tree object: `mode SP name NUL id`, again and again. Belongs to one thread.
final class TreeCursor {
    private static final int LONGEST_MODE = 7;

    private final int idLength;
    private byte[] bytes = new byte[0];
    private int length;
    private int at;

    int mode;
    int nameStart;
    int nameEnd;
    int idStart;

    TreeCursor(ObjectFormat format) {
        idLength = format.length();
    }

    /// Begins with another tree.
    TreeCursor over(byte[] tree, int treeLength) {
        bytes = tree;
        length = treeLength;
        at = 0;
        return this;
    }

    /// Goes to the next entry and sets the fields; false at the end.
    ///
    /// @throws DamagedObjectException
    ///             if the rest is no tree
    boolean next() throws DamagedObjectException {
        if (at >= length) {
            return false;
        }
        int digits = at;
        mode = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '7' && at - digits < LONGEST_MODE) {
            mode = mode << 3 | bytes[at++] - '0';
        }
        if (at == digits || at >= length || bytes[at] != ' ') {
            throw new DamagedObjectException("it is not a valid tree");
        }
        nameStart = ++at;
        while (at < length && bytes[at] != 0) {
            at++;
        }
        nameEnd = at;
        idStart = at + 1;
        at = idStart + idLength;
        if (nameEnd == nameStart || at > length) {
            throw new DamagedObjectException("it is not a valid tree");
        }
        return true;
    }

    boolean directory() {
        return (mode & TreeEntry.TYPE_MASK) == TreeEntry.DIRECTORY;
    }

    boolean submodule() {
        return (mode & TreeEntry.TYPE_MASK) == TreeEntry.SUBMODULE;
    }
}
