package dev.gatehouse.source.git;

import dev.gatehouse.core.source.SourcePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the trees of single commits. Thread-safe.
final class Trees {
    /// Deeper trees are not followed; no file system would hold them.
    static final int DEEPEST = 1500;
    /// A few trees nested in each other many times over stand for more files than anybody could look at.
    private static final int MOST_ENTRIES = 20_000_000;

    private final ObjectDatabase database;

    /// One entry of one tree.
    ///
    /// @param id
    ///            of the tree or blob
    private record Child(byte[] name, int mode, ObjectId id) {
        boolean directory() {
            return (mode & TreeEntry.TYPE_MASK) == TreeEntry.DIRECTORY;
        }
    }

    /// What reading a tree met besides files.
    static final class Losses {
        final Set<ObjectId> missing = new HashSet<>();
        private final Map<ObjectId, String> damaged = new LinkedHashMap<>();
        private int entries;

        /// Reports the trees that could not be read; the missing ones are counted together with missing blobs.
        void report(Damage damage) {
            damaged.forEach((id, reason) -> damage.damaged(ObjectType.TREE, id, reason));
        }

        /// Fails if anything was lost.
        void requireNone() throws GitFormatException {
            for (ObjectId id : missing) {
                throw new GitFormatException("tree " + id + " is not in the repository");
            }
            for (Map.Entry<ObjectId, String> tree : damaged.entrySet()) {
                throw new GitFormatException(
                        "tree " + tree.getKey() + " cannot be read: " + tree.getValue() + "; run `git fsck`");
            }
        }

        private void count() throws GitFormatException {
            if (++entries > MOST_ENTRIES) {
                throw new GitFormatException("a tree of the repository stands for more than " + MOST_ENTRIES + " files");
            }
        }
    }

    Trees(ObjectDatabase database) {
        this.database = database;
    }

    private List<Child> children(@Nullable ObjectId tree, Losses losses) throws IOException {
        if (tree == null) {
            return List.of();
        }
        List<Child> children = new ArrayList<>();
        try {
            RawObject object = database.read(tree, ObjectDatabase.STRUCTURE_LIMIT);
            if (object == null || object.type() != ObjectType.TREE) {
                losses.missing.add(tree);
                return List.of();
            }
            TreeCursor cursor = new TreeCursor(database.format()).over(object.bytes(), object.bytes().length);
            while (cursor.next()) {
                losses.count();
                children.add(new Child(Arrays.copyOfRange(object.bytes(), cursor.nameStart, cursor.nameEnd), cursor.mode,
                        ObjectId.of(object.bytes(), cursor.idStart, database.format())));
            }
        } catch (DamagedObjectException | TooLargeException e) {
            losses.damaged.put(tree, String.valueOf(e.getMessage()));
        }
        return children;
    }

    /// Hands over the tree's own entries, directories too.
    void level(ObjectId tree, Losses losses, Consumer<TreeEntry> entries) throws IOException {
        for (Child child : children(tree, losses)) {
            entries.accept(new TreeEntry(SourcePath.of(child.name), child.mode, child.id));
        }
    }

    /// Hands over every file of the tree, in git's order.
    void files(ObjectId tree, Losses losses, Consumer<TreeEntry> files) throws IOException {
        added(tree, List.of(), losses, files);
    }

    /// Hands over the files of the tree that none of the others has at the same path with the same content.
    void added(ObjectId tree, List<ObjectId> others, Losses losses, Consumer<TreeEntry> files) throws IOException {
        added(tree, others, new byte[0], 0, losses, files);
    }

    private void added(ObjectId tree, List<ObjectId> others, byte[] prefix, int depth, Losses losses, Consumer<TreeEntry> files)
            throws IOException {
        if (others.contains(tree)) {
            return;
        }
        if (depth > DEEPEST) {
            throw new GitFormatException("a tree of the repository is nested more than " + DEEPEST + " deep");
        }
        List<List<Child>> theirs = new ArrayList<>(others.size());
        for (ObjectId other : others) {
            theirs.add(children(other, losses).stream().sorted((a, b) -> Arrays.compareUnsigned(a.name, b.name)).toList());
        }
        for (Child child : children(tree, losses)) {
            if (child.directory()) {
                List<ObjectId> below = new ArrayList<>(theirs.size());
                for (List<Child> other : theirs) {
                    Child same = named(other, child.name);
                    if (same != null && same.directory()) {
                        below.add(same.id);
                    }
                }
                added(child.id, below, path(prefix, child.name), depth + 1, losses, files);
            } else if (theirs.stream().map(other -> named(other, child.name))
                    .noneMatch(same -> same != null && same.id.equals(child.id))) {
                files.accept(new TreeEntry(SourcePath.of(path(prefix, child.name)), child.mode, child.id));
            }
        }
    }

    private static @Nullable Child named(List<Child> sorted, byte[] name) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(sorted.get(middle).name, name);
            if (order == 0) {
                return sorted.get(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static byte[] path(byte[] prefix, byte[] name) {
        if (prefix.length == 0) {
            return name;
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream(prefix.length + 1 + name.length);
        path.writeBytes(prefix);
        path.write('/');
        path.writeBytes(name);
        return path.toByteArray();
    }

    /// The file, link or submodule at the path; empty if there is none or it is a directory.
    ///
    /// @throws GitFormatException
    ///             if a tree on the way is missing or damaged
    Optional<TreeEntry> find(ObjectId root, SourcePath path) throws IOException {
        Optional<TreeEntry> found = entry(root, path);
        return found.filter(entry -> (entry.mode() & TreeEntry.TYPE_MASK) != TreeEntry.DIRECTORY);
    }

    private Optional<TreeEntry> entry(ObjectId root, SourcePath path) throws IOException {
        if (path.depth() > 0) {
            return Optional.empty();
        }
        byte[] bytes = path.chain().getFirst();
        ObjectId tree = root;
        int from = 0;
        while (true) {
            int to = from;
            while (to < bytes.length && bytes[to] != '/') {
                to++;
            }
            byte[] name = Arrays.copyOfRange(bytes, from, to);
            Losses losses = new Losses();
            List<Child> children = children(tree, losses);
            losses.requireNone();
            Optional<Child> child = children.stream().filter(c -> Arrays.equals(c.name, name)).findFirst();
            if (child.isEmpty()) {
                return Optional.empty();
            }
            if (to == bytes.length) {
                return Optional.of(new TreeEntry(path, child.get().mode, child.get().id));
            }
            if (!child.get().directory()) {
                return Optional.empty();
            }
            tree = child.get().id;
            from = to + 1;
        }
    }
}
