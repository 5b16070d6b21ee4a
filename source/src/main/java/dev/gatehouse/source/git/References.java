package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
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
    private static final int DEEPEST = 64;
    private static final int LONGEST_SYMBOLIC = 5;
    private static final long LARGEST_PACKED = 512L << 20;
    private static final String SYMBOLIC = "ref:";

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
    ///             if they are stored in a way that is not read
    static References read(GitDirectory directory, GitConfig config) throws IOException {
        String storage = config.get("extensions.refstorage").orElse("files");
        if (!storage.equals("files")) {
            throw new GitFormatException("the repository keeps its refs as " + storage
                    + ", which is not read; `git refs migrate --ref-format=files` converts them");
        }
        Map<String, String> texts = new HashMap<>();
        packed(directory.common().resolve("packed-refs"), texts);
        loose(directory.common().resolve("refs"), "refs", 0, texts);
        if (!directory.own().equals(directory.common())) {
            loose(directory.own().resolve("refs"), "refs", 0, texts);
        }
        SortedMap<String, ObjectId> all = new TreeMap<>();
        for (String name : texts.keySet()) {
            follow(name, texts).ifPresent(id -> all.put(name, id));
        }
        stash(directory.common().resolve("logs/refs/stash"), all);
        otherHeads(directory, texts, all);
        String text = Files.isRegularFile(directory.own().resolve("HEAD"))
                ? GitDirectory.small(directory.own().resolve("HEAD")).strip()
                : "";
        String headName = text.startsWith(SYMBOLIC) ? text.substring(SYMBOLIC.length()).strip() : null;
        ObjectId head = headName == null ? ObjectId.parse(text).orElse(null) : follow(headName, texts).orElse(null);
        if (head != null) {
            all.put("HEAD", head);
        }
        return new References(all, headName, head);
    }

    private static void packed(Path file, Map<String, String> texts) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        if (Files.size(file) > LARGEST_PACKED) {
            throw new GitFormatException("packed-refs is too large to be read");
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0 && line.charAt(0) != '#' && line.charAt(0) != '^') {
                texts.put(line.substring(space + 1).stripTrailing(), line.substring(0, space));
            }
        }
    }

    private static void loose(Path folder, String prefix, int depth, Map<String, String> texts) throws IOException {
        if (depth > DEEPEST || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = prefix + "/" + file.getFileName();
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    loose(file, name, depth + 1, texts);
                } else if (Files.isRegularFile(file) && !name.endsWith(".lock")) {
                    texts.put(name, GitDirectory.small(file).strip());
                }
            }
        }
    }

    private static Optional<ObjectId> follow(String name, Map<String, String> texts) {
        String at = name;
        for (int i = 0; i <= LONGEST_SYMBOLIC; i++) {
            String text = texts.get(at);
            if (text == null) {
                return Optional.empty();
            }
            if (!text.startsWith(SYMBOLIC)) {
                return ObjectId.parse(text);
            }
            at = text.substring(SYMBOLIC.length()).strip();
        }
        return Optional.empty();
    }

    /// All but the newest entry of the stash live in its log only.
    private static void stash(Path log, SortedMap<String, ObjectId> all) throws IOException {
        if (!Files.isRegularFile(log) || Files.size(log) > LARGEST_PACKED) {
            return;
        }
        String[] lines = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).split("\n", -1);
        int entry = 0;
        for (int i = lines.length - 1; i >= 0; i--) {
            String[] words = lines[i].split(" ", 3);
            if (words.length == 3) {
                String name = "stash@{" + entry++ + "}";
                ObjectId.parse(words[1]).ifPresent(id -> all.put(name, id));
            }
        }
    }

    private static void otherHeads(GitDirectory directory, Map<String, String> texts, SortedMap<String, ObjectId> all)
            throws IOException {
        head("main-worktree/HEAD", directory.common().resolve("HEAD"), texts, all);
        Path folder = directory.common().resolve("worktrees");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(folder)) {
            for (Path tree : trees) {
                head("worktrees/" + tree.getFileName() + "/HEAD", tree.resolve("HEAD"), texts, all);
            }
        }
    }

    private static void head(String name, Path file, Map<String, String> texts, SortedMap<String, ObjectId> all)
            throws IOException {
        if (Files.isRegularFile(file)) {
            String text = GitDirectory.small(file).strip();
            Optional<ObjectId> id = text.startsWith(SYMBOLIC)
                    ? follow(text.substring(SYMBOLIC.length()).strip(), texts)
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
        if (Files.size(file) > LARGEST_PACKED) {
            throw new GitFormatException("the file of shallow commits is too large to be read");
        }
        Set<ObjectId> ids = new HashSet<>();
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            ObjectId.parse(line.strip()).ifPresent(ids::add);
        }
        return Set.copyOf(ids);
    }
}
