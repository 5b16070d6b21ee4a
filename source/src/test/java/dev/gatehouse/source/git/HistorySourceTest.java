package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Histories made by git itself, in every way of storing them, compared with what git says of them.
final class HistorySourceTest {
    private static final long LIMIT = 10 << 20;

    /// Made once: git takes its time.
    @TempDir
    private static Path templates;
    /// Commit → its files; every copy of the same repository has the same commits.
    private static final Map<String, Set<String>> LISTINGS = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    /// Merges, an octopus, an orphan branch, renames, deletions, a stash, tags, a replaced commit, odd names.
    private GitTool lively(String... options) throws IOException {
        Path template = templates.resolve("lively" + String.join("", options));
        if (!Files.exists(template)) {
            makeLively(template, options);
        }
        Path copy = folder.resolve("lively");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(template.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new GitTool(template).in(copy);
    }

    private static void makeLively(Path template, String... options) throws IOException {
        GitTool git = GitTool.init(template, options);
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            git.write("src/main/A" + i % 4 + ".txt", lines(random, 200, i));
            git.write("src/deep/er/B" + i % 3 + ".txt", lines(random, 80, i));
            git.commit("change " + i);
        }
        git.run("mv", "src/main/A0.txt", "src/main/Renamed.txt");
        git.commit("rename");
        for (String branch : List.of("one", "two", "three")) {
            git.run("checkout", "-q", "-b", branch, "main");
            git.write(branch + ".txt", branch + "\n" + lines(random, 30, 1));
            git.write("both.txt", "same on every branch\n");
            git.commit("on " + branch);
        }
        git.run("checkout", "-q", "main");
        git.run("merge", "-q", "--no-ff", "-m", "merge one", "one");
        git.run("merge", "-q", "-m", "octopus", "two", "three");
        git.run("rm", "-q", "src/main/A1.txt");
        git.commit("remove");
        git.run("checkout", "-q", "--orphan", "other");
        git.run("rm", "-rfq", ".");
        git.write("orphan.txt", "another root\n");
        String orphan = git.commit("orphan root");
        git.run("tag", "-a", "-m", "the tag's message", "v1", orphan);
        git.run("tag", "-a", "-m", "tag of a tag", "v1-signed", "v1");
        git.run("tag", "light", "main~2");
        git.run("checkout", "-q", "main");
        git.write("both.txt", "stashed away\n");
        git.run("stash");
        git.write("both.txt", "stashed away later\n");
        git.run("stash");
        String blob = git.run("hash-object", "-w", template.resolve("both.txt").toString()).strip();
        git.run("tag", "-a", "-m", "a tag of a blob", "key", blob);
        git.run("replace", "main~1", "main~3");
        Path odd = template.resolve("odd");
        Files.createDirectories(odd);
        Files.createSymbolicLink(odd.resolve("link"), Path.of("../both.txt"));
        git.commit("link and odd name");
        String tree = oddTree(git, blob);
        String commit = git.run("commit-tree", "-p", "main", "-m", "odd", tree).strip();
        git.run("update-ref", "refs/weird/place", commit);
    }

    /// A tree with a file name that is not UTF-8.
    private static String oddTree(GitTool git, String blob) throws IOException {
        byte[] name = {'n', (byte) 0xff, (byte) 0xfe, ' ', 'x'};
        byte[] id = ObjectId.parse(blob).orElseThrow().bytes();
        byte[] head = "100644 ".getBytes(StandardCharsets.ISO_8859_1);
        byte[] tree = new byte[head.length + name.length + 1 + id.length];
        System.arraycopy(head, 0, tree, 0, head.length);
        System.arraycopy(name, 0, tree, head.length, name.length);
        System.arraycopy(id, 0, tree, head.length + name.length + 1, id.length);
        Path file = Files.createTempFile(templates, "odd", "tree");
        Files.write(file, tree);
        return git.run("hash-object", "-w", "-t", "tree", file.toString()).strip();
    }

    private static String lines(Random random, int count, int seed) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("line ").append(i).append(i % 17 == seed ? " changed " + random.nextInt() : " stays").append('\n');
        }
        return text.toString();
    }

    private static HistorySource source(GitRepository repository) {
        return new HistorySource(repository, LIMIT, path -> Set.of());
    }

    private static Set<String> blobsInAnyRef(GitTool git) {
        Set<String> ids = new TreeSet<>();
        List<String> tips = new ArrayList<>(List.of("rev-list", "--objects", "--no-object-names", "--all"));
        tips.addAll(git.lines("log", "-g", "--format=%H", "refs/stash", "--"));
        for (String line : git.lines(tips.toArray(String[]::new))) {
            ids.add(line);
        }
        Set<String> blobs = new TreeSet<>();
        for (String line : git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")) {
            if (line.endsWith(" blob") && ids.contains(line.substring(0, line.indexOf(' ')))) {
                blobs.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return blobs;
    }

    private static Set<String> allBlobs(GitTool git) {
        Set<String> blobs = new TreeSet<>();
        for (String line : git.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")) {
            if (line.endsWith(" blob")) {
                blobs.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return blobs;
    }

    /// path NUL blob → commits that have it there while no parent has, by listing every tree whole.
    private static Map<String, Set<String>> introductions(GitTool git, Set<String> tips) {
        Map<String, Set<String>> trees = new HashMap<>();
        Map<String, Set<String>> found = new HashMap<>();
        List<String> arguments = new ArrayList<>(List.of("--no-replace-objects", "rev-list", "--parents"));
        arguments.addAll(tips);
        List<String> commits = git.lines(arguments.toArray(String[]::new));
        for (String line : commits) {
            for (String id : line.split(" ")) {
                trees.computeIfAbsent(id, commit -> LISTINGS.computeIfAbsent(commit, any -> listing(git, commit)));
            }
        }
        for (String line : commits) {
            String[] ids = line.split(" ");
            for (String entry : trees.getOrDefault(ids[0], Set.of())) {
                boolean inherited = false;
                for (int i = 1; i < ids.length; i++) {
                    inherited |= trees.getOrDefault(ids[i], Set.of()).contains(entry);
                }
                if (!inherited) {
                    found.computeIfAbsent(entry, key -> new TreeSet<>()).add(ids[0]);
                }
            }
        }
        return found;
    }

    private static Set<String> listing(GitTool git, String commit) {
        Set<String> entries = new HashSet<>();
        for (String entry : git.run("--no-replace-objects", "ls-tree", "-r", "-z", commit).split("\0")) {
            if (!entry.isEmpty()) {
                entries.add(entry.substring(entry.indexOf('\t') + 1) + "\0" + entry.split("[ \t]")[2]);
            }
        }
        return entries;
    }

    private static String key(Place place, ContentId id) {
        return new String(place.path().chain().getFirst(), StandardCharsets.ISO_8859_1) + "\0" + id.hex();
    }

    private void compareWithGit(GitTool git, GitRepository repository, boolean everythingReachable)
            throws IOException, InterruptedException {
        HistorySource source = source(repository);
        Recorded recorded = Recorded.of(source).undisturbed();
        assertThat(recorded.blobs()).isEqualTo(allBlobs(git)).containsAll(blobsInAnyRef(git));
        if (everythingReachable) {
            assertThat(recorded.blobs()).isEqualTo(blobsInAnyRef(git));
        }
        Set<String> tips = new TreeSet<>();
        for (ObjectId id : repository.references().values()) {
            if (git.run("cat-file", "-t", id.hex() + "^{}").strip().equals("commit")) {
                tips.add(id.hex());
            }
        }
        Map<String, Set<String>> expected = introductions(git, tips);
        Set<String> inHead = listing(git, "HEAD");
        Map<String, Instant> times = new HashMap<>();
        for (String line : git.lines("--no-replace-objects", "log", "--all", "--format=%H %at")) {
            times.put(line.split(" ")[0], Instant.ofEpochSecond(Long.parseLong(line.split(" ")[1])));
        }
        source.prepare(recorded.contents.keySet(), new Recorded.Threads(2));
        Set<String> seen = new TreeSet<>();
        for (ContentId id : recorded.contents.keySet()) {
            for (Place place : source.places(id)) {
                if (place.is(Trait.MESSAGE) || place.path().toString().startsWith("refs/")) {
                    continue;
                }
                Origin.Commit origin = (Origin.Commit) place.origin();
                String key = key(place, id);
                seen.add(key);
                assertThat(expected.get(key)).as(key).contains(origin.id());
                assertThat(origin.inHead()).as(key).isEqualTo(inHead.contains(key));
                assertThat(place.is(Trait.DELETED)).isEqualTo(!origin.inHead());
                assertThat(origin.author()).isEqualTo("Ann Author <ann@example.com>");
                for (String other : expected.getOrDefault(key, Set.of())) {
                    if (times.containsKey(other)) {
                        assertThat(origin.time()).as("oldest of %s", expected.get(key)).isBeforeOrEqualTo(times.get(other));
                    }
                }
            }
        }
        assertThat(seen).isEqualTo(new TreeSet<>(expected.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loose", "gc", "aggressive", "ref-deltas", "index-1", "several packs", "half loose"})
    void findsWhatGitFindsHoweverItIsStored(String storage) throws Exception {
        GitTool git = lively();
        store(git, storage);
        try (GitRepository repository = GitRepository.open(git.directory)) {
            compareWithGit(git, repository, storage.equals("aggressive"));
        }
    }

    private static void store(GitTool git, String storage) {
        switch (storage) {
            case "loose" -> {
                // As it is.
            }
            case "gc" -> git.run("gc", "-q");
            case "aggressive" -> git.run("gc", "-q", "--aggressive", "--prune=now");
            case "ref-deltas" -> git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=50", "--window=50");
            case "index-1" -> git.run("-c", "pack.indexVersion=1", "repack", "-adfq");
            case "several packs" -> {
                git.run("repack", "-adq");
                // The second holds everything once more.
                git.run("config", "repack.packKeptObjects", "true");
                Path pack = git.directory.resolve(".git/objects/pack");
                git.run("-c", "core.compression=1", "-c", "pack.depth=3", "pack-objects", "-q", "--all", "--no-reuse-delta",
                        pack.resolve("pack").toString());
            }
            case "half loose" -> {
                git.run("gc", "-q");
                git.attempt("unpack-objects", "-q");
                try {
                    git.write("later.txt", "after the gc\n");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                git.commit("after the gc");
            }
            default -> throw new IllegalArgumentException(storage);
        }
    }

    @Test
    void readsBothKindsOfDeltas() throws Exception {
        GitTool git = lively();
        git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq");
        assertThat(types(git)).contains(ObjectType.REF_DELTA).doesNotContain(ObjectType.OFS_DELTA);
        git.run("repack", "-adfq");
        assertThat(types(git)).contains(ObjectType.OFS_DELTA).doesNotContain(ObjectType.REF_DELTA);
    }

    private static Set<Integer> types(GitTool git) throws IOException {
        Set<Integer> types = new TreeSet<>();
        try (GitRepository repository = GitRepository.open(git.directory)) {
            PackEntries entries = new PackEntries(repository.database().packs().getFirst());
            for (byte type : entries.type) {
                types.add((int) type);
            }
        }
        return types;
    }

    @Test
    void readsSha256Repositories() throws Exception {
        GitTool git = lively("--object-format=sha256");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(repository.objectFormat()).isEqualTo(ObjectFormat.SHA256);
            compareWithGit(git, repository, false);
        }
        git.run("gc", "-q", "--aggressive", "--prune=now");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            compareWithGit(git, repository, true);
        }
    }

    @Test
    void readsObjectsOfAlternates() throws Exception {
        GitTool git = lively();
        git.run("gc", "-q");
        git.run("clone", "-q", "-s", "--mirror", git.directory.toString(), folder.resolve("borrower.git").toString());
        try (GitRepository repository = GitRepository.open(folder.resolve("borrower.git"))) {
            Recorded recorded = Recorded.of(source(repository)).undisturbed();
            assertThat(recorded.blobs()).isEqualTo(allBlobs(git));
        }
        Files.move(git.directory, folder.resolve("moved away"));
        try (GitRepository repository = GitRepository.open(folder.resolve("borrower.git"))) {
            assertThat(Recorded.of(source(repository)).codes()).contains("git-alternate-missing");
        }
    }

    @Test
    void readsLinkedWorkTreesAndTheirHeads() throws Exception {
        GitTool git = lively();
        Path linked = folder.resolve("linked");
        git.run("worktree", "add", "-q", "--detach", linked.toString(), "main");
        GitTool there = git.in(linked);
        there.write("only-here.txt", "on a detached head of a linked work tree\n");
        String commit = there.commit("detached");
        for (Path place : List.of(linked, git.directory)) {
            try (GitRepository repository = GitRepository.open(place)) {
                HistorySource source = source(repository);
                Recorded recorded = Recorded.of(source).undisturbed();
                ContentId id = recorded.text("on a detached head of a linked work tree\n");
                assertThat(source.places(id)).singleElement().satisfies(found -> {
                    assertThat(found.path()).isEqualTo(SourcePath.of("only-here.txt"));
                    assertThat(((Origin.Commit) found.origin()).id()).isEqualTo(commit);
                    assertThat(((Origin.Commit) found.origin()).inHead()).isEqualTo(place.equals(linked));
                });
            }
        }
    }

    @Test
    void dropsWhatNoRefLeadsTo() throws Exception {
        GitTool git = GitTool.init(folder.resolve("amended"));
        git.write("kept.txt", "kept\n").commit("kept");
        git.write("kept.txt", "amended away\n").commit("a message amended away");
        git.run("reset", "-q", "--hard", "HEAD~1");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            HistorySource source = source(repository);
            Recorded recorded = Recorded.of(source).undisturbed();
            assertThat(recorded.texts()).containsOnlyKeys("kept\n", "amended away\n");
            assertThat(source.places(recorded.text("kept\n"))).hasSize(1);
            assertThat(source.places(recorded.text("amended away\n"))).isEmpty();
            assertThat(source.places(recorded.message("a message amended away\n"))).isEmpty();
        }
    }

    @Test
    void readsMessagesOfCommitsAndTags() throws Exception {
        GitTool git = lively();
        String first = git.run("rev-list", "--max-parents=0", "main").strip();
        try (GitRepository repository = GitRepository.open(git.directory)) {
            HistorySource source = source(repository);
            Recorded recorded = Recorded.of(source).undisturbed();
            assertThat(recorded.messages()).containsKeys("change 0\n", "octopus\n", "the tag's message\n", "tag of a tag\n",
                    "a tag of a blob\n");
            assertThat(source.places(recorded.message("change 0\n"))).singleElement().satisfies(place -> {
                assertThat(place.path()).isEqualTo(SourcePath.of("commit-message"));
                assertThat(place.traits()).containsExactly(Trait.MESSAGE);
                assertThat(((Origin.Commit) place.origin()).id()).isEqualTo(first);
                assertThat(((Origin.Commit) place.origin()).inHead()).isTrue();
            });
            assertThat(source.places(recorded.message("the tag's message\n"))).singleElement().satisfies(place -> {
                assertThat(place.path()).isEqualTo(SourcePath.of("tag-message/v1"));
                assertThat(((Origin.Commit) place.origin()).author()).isEqualTo("Carl Committer <carl@example.com>");
                assertThat(((Origin.Commit) place.origin()).inHead()).isFalse();
            });
        }
    }

    @Test
    void namesTheTagOfABlobWithoutCommit() throws Exception {
        GitTool git = GitTool.init(folder.resolve("key"));
        git.write("a.txt", "a\n").commit("a");
        Path key = folder.resolve("key.asc");
        Files.writeString(key, "a public key\n");
        String blob = git.run("hash-object", "-w", key.toString()).strip();
        git.run("tag", "-a", "-m", "my key", "key", blob);
        try (GitRepository repository = GitRepository.open(git.directory)) {
            HistorySource source = source(repository);
            Recorded recorded = Recorded.of(source).undisturbed();
            assertThat(source.places(recorded.text("a public key\n"))).singleElement()
                    .satisfies(place -> assertThat(place.path()).isEqualTo(SourcePath.of("refs/tags/key")));
        }
    }

    @Test
    void saysThatAShallowCloneIsNotWhole() throws Exception {
        GitTool git = lively();
        Path clone = folder.resolve("shallow");
        git.run("clone", "-q", "--depth=2", "--branch=main", "file://" + git.directory, clone.toString());
        try (GitRepository repository = GitRepository.open(clone)) {
            assertThat(repository.shallow()).isTrue();
            assertThat(repository.rootCommit()).isEmpty();
            HistorySource source = source(repository);
            Recorded recorded = Recorded.of(source).flawless();
            assertThat(recorded.codes()).containsExactly("git-history-shallow");
            for (ContentId id : recorded.contents.keySet()) {
                assertThat(source.places(id)).isNotEmpty();
            }
        }
    }

    @Test
    void countsTheObjectsThatAPartialCloneLacks() throws Exception {
        GitTool git = lively();
        git.run("config", "uploadpack.allowFilter", "true");
        Path clone = folder.resolve("partial.git");
        git.run("clone", "-q", "--mirror", "--filter=blob:none", "file://" + git.directory, clone.toString());
        GitTool there = git.in(clone);
        long missing = there.run("rev-list", "--objects", "--all", "--missing=print").lines().filter(line -> line.startsWith("?"))
                .count();
        assertThat(missing).isPositive();
        try (GitRepository repository = GitRepository.open(clone)) {
            Recorded recorded = Recorded.of(source(repository)).flawless();
            assertThat(recorded.diagnostics).singleElement().satisfies(diagnostic -> {
                assertThat(diagnostic.code()).isEqualTo("git-objects-missing");
                assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.DEGRADED);
                assertThat(diagnostic.what()).startsWith(missing + " objects ");
            });
        }
    }

    @Test
    void reportsContentsOverTheLimitAndReadsWhatIsDerivedFromThem() throws Exception {
        GitTool git = GitTool.init(folder.resolve("large"));
        String large = lines(new Random(1), 20_000, 3);
        git.write("large.txt", large).commit("large");
        git.write("large.txt", large.substring(0, 50_000)).commit("smaller");
        git.run("gc", "-q", "--aggressive");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            Recorded recorded = Recorded.of(new HistorySource(repository, 100_000, path -> Set.of())).flawless();
            assertThat(recorded.codes()).containsExactly("git-object-too-large");
            assertThat(recorded.diagnostics.getFirst().kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(recorded.texts()).containsOnlyKeys(large.substring(0, 50_000));
        }
    }

    @Test
    void passesOverWhatTheVisitorKnows() throws Exception {
        GitTool git = lively();
        git.run("gc", "-q", "--aggressive");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            Set<ContentId> all = Recorded.of(source(repository)).contents.keySet();
            HistorySource source = source(repository);
            Recorded half = Recorded.of(source, id -> id.hex().charAt(0) < '8').undisturbed();
            assertThat(half.contents.keySet()).isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(all.stream().filter(id -> id.hex().charAt(0) >= '8').toList());
            for (ContentId id : all) {
                if (id.hex().charAt(0) < '8' && id.algorithm() == ContentId.Algorithm.GIT_SHA1
                        && blobsInAnyRef(git).contains(id.hex())) {
                    assertThat(source.places(id)).as("a known content has places too").isNotEmpty();
                    break;
                }
            }
        }
    }

    @Test
    void findsNothingInAnEmptyRepository() throws Exception {
        GitTool git = GitTool.init(folder.resolve("empty"));
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(Recorded.of(source(repository)).undisturbed().contents).isEmpty();
            assertThat(repository.head()).isEmpty();
            assertThat(repository.headReference()).contains("refs/heads/main");
        }
    }
}
