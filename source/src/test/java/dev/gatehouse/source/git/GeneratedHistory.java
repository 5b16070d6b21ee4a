package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A random history, written by JGit within this process, of which every tree is known.
final class GeneratedHistory implements AutoCloseable {
    final Path folder;
    final List<Made> commits = new ArrayList<>();

    /// One commit and everything in its tree: path → hexadecimal id of the blob.
    record Made(String id, List<Integer> parents, Map<String, String> files, Instant time, String message) {}

    private GeneratedHistory(Path folder) {
        this.folder = folder;
    }

    static GeneratedHistory random(long seed, int count) throws IOException {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("history");
        GeneratedHistory history = new GeneratedHistory(folder);
        try (Repository repository = new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
                ObjectInserter inserter = repository.newObjectInserter()) {
            repository.create(true);
            for (int i = 0; i < count; i++) {
                history.commits.add(history.commit(random, i, inserter));
            }
            inserter.flush();
            for (int i = 0; i < count; i++) {
                // Every commit that nobody descends from, and some others, have a branch.
                int commit = i;
                boolean tip = history.commits.stream().noneMatch(made -> made.parents.contains(commit));
                if (tip || random.nextInt(10) == 0) {
                    RefUpdate update = repository.updateRef("refs/heads/b" + i);
                    update.setNewObjectId(org.eclipse.jgit.lib.ObjectId.fromString(history.commits.get(i).id));
                    update.update();
                }
            }
            repository.updateRef("HEAD").link("refs/heads/b" + (count - 1));
        }
        return history;
    }

    private Made commit(Random random, int number, ObjectInserter inserter) throws IOException {
        List<Integer> parents = new ArrayList<>();
        int wanted = number == 0 || random.nextInt(12) == 0 ? 0 : 1 + Math.max(0, random.nextInt(6) - 3);
        for (int i = 0; i < wanted; i++) {
            int parent = number - 1 - random.nextInt(Math.min(number, 5));
            if (!parents.contains(parent)) {
                parents.add(parent);
            }
        }
        Map<String, String> files = new TreeMap<>();
        for (int parent : parents) {
            files.putAll(commits.get(parent).files);
        }
        for (int change = random.nextInt(4); change >= 0; change--) {
            edit(random, files, inserter);
        }
        // Clocks go backwards now and then.
        Instant time = Instant.ofEpochSecond(1_500_000_000L + 100L * number - (random.nextInt(8) == 0 ? 1_000 : 0));
        CommitBuilder builder = new CommitBuilder();
        builder.setAuthor(new PersonIdent("Ann", "ann@example.com", time, ZoneId.of("UTC")));
        builder.setCommitter(new PersonIdent("Carl", "carl@example.com", time, ZoneId.of("UTC")));
        builder.setMessage("message " + number % 7 + "\n");
        builder.setParentIds(
                parents.stream().map(parent -> org.eclipse.jgit.lib.ObjectId.fromString(commits.get(parent).id)).toList());
        builder.setTreeId(tree("", files, inserter));
        return new Made(inserter.insert(builder).name(), parents, files, time, "message " + number % 7 + "\n");
    }

    private static void edit(Random random, Map<String, String> files, ObjectInserter inserter) throws IOException {
        String path = List.of("a", "b", "d/a", "d/b", "d/e/a", "d.x", "f/a", "f/b/c/d").get(random.nextInt(8));
        List<String> present = new ArrayList<>(files.keySet());
        switch (random.nextInt(4)) {
            case 0 -> files.remove(path);
            case 1 -> {
                // A file copied from elsewhere: the same blob at another path.
                if (!present.isEmpty()) {
                    files.put(path, Objects.requireNonNull(files.get(present.get(random.nextInt(present.size())))));
                }
            }
            default -> files.put(path, inserter.insert(Constants.OBJ_BLOB, text(random)).name());
        }
    }

    /// Long enough for deltas, seldom enough that contents come back.
    private static byte[] text(Random random) {
        int version = random.nextInt(25);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("line ").append(i).append(i == version ? " is special " + version : " is like any other").append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static org.eclipse.jgit.lib.ObjectId tree(String prefix, Map<String, String> files, ObjectInserter inserter)
            throws IOException {
        Map<String, String> blobs = new HashMap<>();
        Map<String, String> directories = new HashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().startsWith(prefix)) {
                String rest = file.getKey().substring(prefix.length());
                int slash = rest.indexOf('/');
                if (slash < 0) {
                    blobs.put(rest, file.getValue());
                } else {
                    directories.put(rest.substring(0, slash), prefix + rest.substring(0, slash + 1));
                }
            }
        }
        List<String> names = new ArrayList<>(blobs.keySet());
        directories.keySet().forEach(name -> names.add(name + "/"));
        names.sort(Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        TreeFormatter formatter = new TreeFormatter();
        for (String name : names) {
            if (name.endsWith("/")) {
                String bare = name.substring(0, name.length() - 1);
                formatter.append(bare, FileMode.TREE, tree(Objects.requireNonNull(directories.get(bare)), files, inserter));
            } else {
                formatter.append(name, FileMode.REGULAR_FILE,
                        org.eclipse.jgit.lib.ObjectId.fromString(Objects.requireNonNull(blobs.get(name))));
            }
        }
        return inserter.insert(formatter);
    }

    /// Packs everything, with deltas.
    GeneratedHistory packed() throws IOException {
        try (Git git = Git.open(folder.toFile())) {
            git.gc().setExpire(java.util.Date.from(Instant.now().plusSeconds(3600))).call();
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
        return this;
    }

    /// Whether one commit descends from another or is it.
    boolean descends(int commit, int ancestor) {
        return commit == ancestor || commits.get(commit).parents.stream().anyMatch(parent -> descends(parent, ancestor));
    }

    /// Path NUL blob → the commit with the oldest time, then the smallest id, that introduced it, of some commits.
    Map<String, Made> introductions(java.util.function.IntPredicate among) {
        Map<String, Made> found = new HashMap<>();
        for (int i = 0; i < commits.size(); i++) {
            if (among.test(i)) {
                Made made = commits.get(i);
                made.files.forEach((path, blob) -> {
                    if (made.parents.stream().noneMatch(parent -> blob.equals(commits.get(parent).files.get(path)))) {
                        found.merge(path + "\0" + blob, made,
                                (a, b) -> Comparator.comparing(Made::time).thenComparing(Made::id).compare(a, b) <= 0 ? a : b);
                    }
                });
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
