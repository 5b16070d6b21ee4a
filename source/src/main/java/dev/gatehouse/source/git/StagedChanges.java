package dev.gatehouse.source.git;

import dev.gatehouse.core.source.SourcePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Compares an index with a tree, reading only the trees of directories that may differ.
final class StagedChanges {
    private final Trees trees;
    private final GitIndex index;
    private final Trees.Losses losses;

    StagedChanges(Trees trees, GitIndex index, Trees.Losses losses) {
        this.trees = trees;
        this.index = index;
        this.losses = losses;
    }

    /// Hands over id and path of every staged blob that the tree has not at the same path.
    ///
    /// @param tree
    ///            null for an empty one
    void against(@Nullable ObjectId tree, BiConsumer<ObjectId, SourcePath> changed) throws IOException {
        Map<String, ObjectId> there = new HashMap<>();
        Set<String> same = new HashSet<>();
        if (tree != null) {
            collect(tree, "", 0, there, same);
        }
        for (GitIndex.Entry entry : index.entries()) {
            String path = new String(entry.path(), StandardCharsets.ISO_8859_1);
            if (entry.submodule() || inside(path, same)) {
                continue;
            }
            if (entry.directory()) {
                sparse(entry, there, changed);
            } else if (!Objects.equals(entry.id(), there.get(path))) {
                changed.accept(entry.id(), SourcePath.of(entry.path()));
            }
        }
    }

    /// Lists what the tree holds, except below directories that the index knows to be the same.
    private void collect(ObjectId tree, String path, int depth, Map<String, ObjectId> there, Set<String> same)
            throws IOException {
        if (depth > Trees.DEEPEST) {
            throw new GitFormatException("a tree of the repository is nested more than " + Trees.DEEPEST + " deep");
        }
        if (Objects.equals(tree, index.unchangedTrees().get(path))) {
            same.add(path);
            return;
        }
        List<TreeEntry> directories = new ArrayList<>();
        trees.level(tree, losses, entry -> {
            if ((entry.mode() & TreeEntry.TYPE_MASK) == TreeEntry.DIRECTORY) {
                directories.add(entry);
            } else {
                there.put(below(path, entry), entry.id());
            }
        });
        for (TreeEntry directory : directories) {
            String name = below(path, directory);
            // Sparse entries name whole directories.
            there.put(name + "/", directory.id());
            collect(directory.id(), name, depth + 1, there, same);
        }
    }

    private static String below(String path, TreeEntry entry) {
        String name = new String(entry.path().chain().getFirst(), StandardCharsets.ISO_8859_1);
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static boolean inside(String path, Set<String> same) {
        if (same.contains("")) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (same.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /// A directory of which nothing is checked out stands in the index as one entry, `path/`.
    private void sparse(GitIndex.Entry entry, Map<String, ObjectId> there, BiConsumer<ObjectId, SourcePath> changed)
            throws IOException {
        ObjectId before = there.get(new String(entry.path(), StandardCharsets.ISO_8859_1));
        trees.added(entry.id(), before == null ? List.of() : List.of(before), losses, file -> {
            if (!file.submodule()) {
                byte[] rest = file.path().chain().getFirst();
                byte[] whole = Arrays.copyOf(entry.path(), entry.path().length + rest.length);
                System.arraycopy(rest, 0, whole, entry.path().length, rest.length);
                changed.accept(file.id(), SourcePath.of(whole));
            }
        });
    }
}
