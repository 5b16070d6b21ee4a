package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The names that a repository has for its objects, as they were when they were read: loose and packed refs, HEAD, the HEADs
/// of other work trees, the stash with its older entries. Immutable.
final class References {
    private static final int LONGEST_SYMBOLIC = 5;
    private static final long LARGEST_SHALLOW = 512L << 20;

    private final SortedMap<String, ObjectId> all;
    private final @Nullable String headName;
    private final @Nullable ObjectId head;

    private References(SortedMap<String, ObjectId> all, @Nullable String headName, @Nullable ObjectId head) {
        this.all = Collections.unmodifiableSortedMap(all);
        this.headName = headName;
        this.head = head;
    }

    /// Reads them all.
    ///
    /// @throws GitFormatException
    ///             if they are damaged or stored in a way that is not read
    static References read(GitDirectory directory, RefStore store) throws IOException {
        Map<String, String> texts = store.refs(directory.common());
        SortedMap<String, ObjectId> all = new TreeMap<>();
        head("main-worktree/HEAD", texts.get("HEAD"), texts, all);
        if (!directory.own().equals(directory.common())) {
            texts.remove("HEAD");
            texts.putAll(store.refs(directory.own()));
        }
        for (String name : texts.keySet()) {
            follow(name, texts).ifPresent(id -> all.put(name, id));
        }
        int entry = 0;
        for (ObjectId id : store.stash(directory.common())) {
            all.put("stash@{" + entry++ + "}", id);
        }
        otherHeads(directory, store, texts, all);
        String text = texts.getOrDefault("HEAD", "");
        String headName = text.startsWith(RefStore.SYMBOLIC) ? text.substring(RefStore.SYMBOLIC.length()).strip() : null;
        return new References(all, headName, all.get("HEAD"));
    }

    private static Optional<ObjectId> follow(String name, Map<String, String> texts) {
        String at = name;
        for (int i = 0; i <= LONGEST_SYMBOLIC; i++) {
            String text = texts.get(at);
            if (text == null) {
                return Optional.empty();
            }
            if (!text.startsWith(RefStore.SYMBOLIC)) {
                return ObjectId.parse(text);
            }
            at = text.substring(RefStore.SYMBOLIC.length()).strip();
        }
        return Optional.empty();
    }

    private static void otherHeads(GitDirectory directory, RefStore store, Map<String, String> texts,
            SortedMap<String, ObjectId> all) throws IOException {
        Path folder = directory.common().resolve("worktrees");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(folder)) {
            for (Path tree : trees) {
                head("worktrees/" + tree.getFileName() + "/HEAD", store.refs(tree).get("HEAD"), texts, all);
            }
        }
    }

    private static void head(String name, @Nullable String text, Map<String, String> texts, SortedMap<String, ObjectId> all) {
        if (text != null) {
            Optional<ObjectId> id = text.startsWith(RefStore.SYMBOLIC)
                    ? follow(text.substring(RefStore.SYMBOLIC.length()).strip(), texts)
                    : ObjectId.parse(text);
            id.ifPresent(found -> all.put(name, found));
        }
    }

    /// Name → object, sorted. Besides `refs/…` there are `HEAD`, `main-worktree/HEAD`, `worktrees/NAME/HEAD` and `stash@{N}`.
    SortedMap<String, ObjectId> all() {
        return all;
    }

    /// The ref that HEAD stands for, whether it exists yet or not; empty if HEAD names a commit itself.
    Optional<String> headName() {
        return Optional.ofNullable(headName);
    }

    /// What HEAD leads to; empty before the first commit.
    Optional<ObjectId> head() {
        return Optional.ofNullable(head);
    }

    /// The ref that a short name means, by git's rules (gitrevisions).
    Optional<ObjectId> named(String name) {
        for (String pattern : new String[]{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s",
            "refs/remotes/%s/HEAD"}) {
            ObjectId id = all.get(pattern.replace("%s", name));
            if (id != null) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /// The commits whose parents a shallow clone lacks.
    static Set<ObjectId> shallow(GitDirectory directory) throws IOException {
        Path file = directory.common().resolve("shallow");
        if (!Files.isRegularFile(file)) {
            return Set.of();
        }
        if (Files.size(file) > LARGEST_SHALLOW) {
            throw new GitFormatException("the file of shallow commits is too large to be read");
        }
        Set<ObjectId> ids = new HashSet<>();
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            ObjectId.parse(line.strip()).ifPresent(ids::add);
        }
        return Set.copyOf(ids);
    }
}
