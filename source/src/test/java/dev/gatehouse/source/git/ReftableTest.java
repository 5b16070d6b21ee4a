package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.reftable.ReftableConfig;
import org.eclipse.jgit.internal.storage.reftable.ReftableWriter;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.SymbolicRef;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Refs in tables, written by JGit, by git where it can, and by hand from the specification.
final class ReftableTest {
    @TempDir
    Path folder;

    private static String id(long n, ObjectFormat format) {
        return ("%0" + 2 * format.length() + "x").formatted(n);
    }

    private static Map<String, String> refs(byte[] table, ObjectFormat format) throws GitFormatException {
        Map<String, String> refs = new TreeMap<>();
        new Reftable("t.ref", table, format).refs(new Reftable.Budget(), (name, value) -> refs.put(name, String.valueOf(value)));
        return refs;
    }

    private static Map<Long, String> log(byte[] table, String ref, ObjectFormat format) throws GitFormatException {
        Map<Long, String> entries = new TreeMap<>();
        new Reftable("t.ref", table, format).log(ref, new Reftable.Budget(),
                (update, id) -> entries.put(update, String.valueOf(id)));
        return entries;
    }

    @Property(tries = 60)
    void readsTheTablesThatJGitWrites(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        ReftableConfig config = new ReftableConfig();
        int blockSize = 512 << random.nextInt(5);
        config.setRefBlockSize(blockSize);
        config.setLogBlockSize(blockSize * 2);
        config.setRestartInterval(1 + random.nextInt(20));
        config.setAlignBlocks(random.nextBoolean());
        config.setIndexObjects(random.nextBoolean());
        config.setMaxIndexLevels(1 + random.nextInt(3));
        Map<String, String> expected = new TreeMap<>();
        List<Ref> written = new ArrayList<>();
        for (int i = random.nextInt(3) * random.nextInt(400); i >= 0; i--) {
            String name = "refs/" + (random.nextBoolean() ? "heads/" : "tags/") + Long.toString(random.nextInt(5000), 36);
            if (expected.containsKey(name)) {
                continue;
            }
            String hex = id(1 + random.nextInt(1000), ObjectFormat.SHA1);
            org.eclipse.jgit.lib.ObjectId target = org.eclipse.jgit.lib.ObjectId.fromString(hex);
            expected.put(name, hex);
            written.add(switch (random.nextInt(4)) {
                case 0 -> {
                    expected.put(name, "ref: refs/heads/main");
                    yield new SymbolicRef(name, new ObjectIdRef.Unpeeled(Ref.Storage.NEW, "refs/heads/main", null));
                }
                case 1 -> {
                    expected.put(name, "null");
                    yield new ObjectIdRef.Unpeeled(Ref.Storage.NEW, name, null);
                }
                case 2 -> new ObjectIdRef.PeeledTag(Ref.Storage.PACKED, name, target, target);
                default -> new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, target);
            });
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReftableWriter writer = new ReftableWriter(config, out).setMinUpdateIndex(1).setMaxUpdateIndex(500).begin();
        writer.sortAndWriteRefs(written);
        Map<Long, String> stash = new TreeMap<>();
        int logs = random.nextInt(3) * random.nextInt(200);
        PersonIdent person = new PersonIdent("Ann", "ann@example.com");
        for (String ref : List.of("refs/heads/main", "refs/stash", "refs/stash2")) {
            for (long update = logs; update > 0; update--) {
                String hex = id(random.nextInt(1000) + 1, ObjectFormat.SHA1);
                boolean deleted = random.nextInt(5) == 0;
                if (deleted) {
                    writer.deleteLog(ref, update);
                } else {
                    writer.writeLog(ref, update, person, org.eclipse.jgit.lib.ObjectId.zeroId(),
                            org.eclipse.jgit.lib.ObjectId.fromString(hex), "message " + update);
                }
                if (ref.equals("refs/stash")) {
                    stash.put(update, deleted ? "null" : hex);
                }
            }
        }
        writer.finish();
        byte[] table = out.toByteArray();
        assertThat(refs(table, ObjectFormat.SHA1)).isEqualTo(expected);
        assertThat(log(table, "refs/stash", ObjectFormat.SHA1)).isEqualTo(stash);
        // The same, broken somewhere: what comes out is a map or an exception of ours.
        for (int i = 0; i < 20; i++) {
            byte[] damaged = table.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            endsWell(damaged);
            endsWell(Arrays.copyOf(table, random.nextInt(table.length)));
        }
    }

    private static void endsWell(byte[] table) {
        try {
            refs(table, ObjectFormat.SHA1);
            log(table, "refs/stash", ObjectFormat.SHA1);
        } catch (GitFormatException e) {
            assertThat(e).hasMessageContaining("table");
        }
    }

    @ParameterizedTest
    @EnumSource(ObjectFormat.class)
    void readsBothVersionsAlignedAndNot(ObjectFormat format) throws Exception {
        for (int blockSize : new int[]{0, 4096, 300}) {
            byte[] table = new HandMadeReftable(format, blockSize).ref("HEAD", "ref: refs/heads/main", 0)
                    .ref("refs/heads/main", id(7, format), 0).endRefs(false).ref("refs/heads/old", null, 4)
                    .ref("refs/heads/older", id(0xabcdef, format), 14).endRefs(true)
                    .log("refs/stash", 5, id(5, format)).log("refs/stash", 4, null).endLogs()
                    .log("refs/stash", 3, id(3, format)).endLogs().bytes();
            assertThat(refs(table, format)).isEqualTo(Map.of("HEAD", "ref: refs/heads/main", "refs/heads/main", id(7, format),
                    "refs/heads/old", "null", "refs/heads/older", id(0xabcdef, format)));
            assertThat(log(table, "refs/stash", format)).isEqualTo(Map.of(5L, id(5, format), 4L, "null", 3L, id(3, format)));
            assertThat(log(table, "refs/other", format)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ObjectFormat.class)
    void readsTablesOfLogsAloneAndEmptyOnes(ObjectFormat format) throws Exception {
        byte[] table = new HandMadeReftable(format, 4096).log("refs/stash", 2, id(2, format)).endLogs()
                .log("refs/stash", 1, id(1, format)).endLogs().bytes();
        assertThat(refs(table, format)).isEmpty();
        assertThat(log(table, "refs/stash", format)).hasSize(2);
        byte[] empty = new HandMadeReftable(format, 4096).bytes();
        assertThat(refs(empty, format)).isEmpty();
        assertThat(log(empty, "refs/stash", format)).isEmpty();
    }

    @Test
    void refusesTablesOfTheOtherDigestAndVersionsToCome() {
        byte[] table = new HandMadeReftable(ObjectFormat.SHA256, 0).ref("HEAD", id(1, ObjectFormat.SHA256), 0).endRefs(true)
                .bytes();
        assertThatThrownBy(() -> refs(table, ObjectFormat.SHA1)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("t.ref is damaged").hasMessageContaining("git fsck");
        table[4] = 3;
        assertThatThrownBy(() -> refs(table, ObjectFormat.SHA256)).hasMessageContaining("has version 3");
    }

    @Test
    void refusesNamesOutOfOrderAndEndlessOnes() {
        byte[] unordered = new HandMadeReftable(ObjectFormat.SHA1, 0).ref("refs/b", id(1, ObjectFormat.SHA1), 0)
                .ref("refs/a", id(1, ObjectFormat.SHA1), 5).endRefs(true).bytes();
        assertThatThrownBy(() -> refs(unordered, ObjectFormat.SHA1)).isInstanceOf(GitFormatException.class);
        HandMadeReftable bomb = new HandMadeReftable(ObjectFormat.SHA1, 0);
        String name = "r".repeat(16_000);
        for (int i = 0; i < 40_000; i++) {
            bomb.ref(name + "%05d".formatted(i), null, name.length() + 4);
            if (i % 1000 == 999) {
                bomb.endRefs(false);
            }
        }
        byte[] table = bomb.bytes();
        assertThat(table.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> refs(table, ObjectFormat.SHA1)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("too large");
    }

    @Property(tries = 500)
    void endsWithAnyTableThatIsSealedWell(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] table = new HandMadeReftable(ObjectFormat.SHA1, 128).ref("HEAD", "ref: refs/heads/main", 0)
                .ref("refs/heads/a", id(7, ObjectFormat.SHA1), 0).endRefs(false).ref("refs/heads/b", null, 4)
                .ref("refs/heads/c", id(3, ObjectFormat.SHA1), 10).endRefs(true)
                .log("refs/stash", 5, id(5, ObjectFormat.SHA1)).endLogs().bytes();
        for (int i = random.nextInt(4); i >= 0; i--) {
            table[24 + random.nextInt(table.length - 24)] = (byte) random.nextInt();
        }
        System.arraycopy(table, 0, table, table.length - 68, 24);
        endsWell(HandMadeReftable.sealed(table));
    }

    private GitTool repository(boolean sha256) throws IOException {
        GitTool git = sha256
                ? GitTool.init(folder.resolve("made"), "--object-format=sha256")
                : GitTool.init(folder.resolve("made"));
        git.write("a.txt", "one\n").commit("first");
        git.write("a.txt", "two\n").commit("second");
        git.run("tag", "-a", "-m", "tag", "v1");
        git.run("branch", "side", "HEAD~1");
        for (int i = 0; i < 3; i++) {
            git.write("a.txt", "stashed " + i + "\n").run("stash", "-q");
        }
        return git;
    }

    @Test
    void readsARepositoryThatJGitConverted() throws Exception {
        GitTool git = repository(false);
        Map<String, ObjectId> before;
        try (GitRepository repository = GitRepository.open(git.directory)) {
            before = Map.copyOf(repository.references());
            assertThat(before).containsKeys("stash@{0}", "stash@{2}", "refs/tags/v1", "HEAD");
        }
        try (FileRepository jgit = new FileRepository(git.directory.resolve(".git").toFile())) {
            jgit.convertRefStorage("reftable", true, false);
            RefUpdate update = jgit.updateRef("refs/heads/late");
            update.setNewObjectId(jgit.resolve("refs/heads/side"));
            assertThat(update.update()).isEqualTo(RefUpdate.Result.NEW);
            RefUpdate deletion = jgit.updateRef("refs/heads/side");
            deletion.setForceUpdate(true);
            assertThat(deletion.delete()).isEqualTo(RefUpdate.Result.FORCED);
        }
        assertThat(git.directory.resolve(".git/reftable/tables.list")).exists();
        try (GitRepository repository = GitRepository.open(git.directory)) {
            Map<String, ObjectId> expected = new HashMap<>(before);
            expected.put("refs/heads/late", expected.remove("refs/heads/side"));
            assertThat(repository.references()).isEqualTo(new TreeMap<>(expected));
            assertThat(repository.headReference()).contains("refs/heads/main");
            assertThat(repository.resolve("late")).isEqualTo(repository.resolve("v1~1")).isPresent();
            Recorded recorded = Recorded.of(new HistorySource(repository, 1 << 20, path -> Set.of())).undisturbed();
            assertThat(recorded.texts()).containsKeys("one\n", "two\n", "stashed 0\n", "stashed 2\n");
        }
    }

    /// Refs as files of a repository → tables of their stack.
    private static void convert(GitTool git, ObjectFormat format, String[] names, byte[]... tables) throws IOException {
        Path stack = Files.createDirectories(git.directory.resolve(".git/reftable"));
        for (int i = 0; i < names.length; i++) {
            Files.write(stack.resolve(names[i]), tables[i]);
        }
        Files.writeString(stack.resolve("tables.list"), String.join("\n", names) + "\n");
        Files.writeString(git.directory.resolve(".git/HEAD"), "ref: refs/heads/.invalid\n");
        Files.writeString(git.directory.resolve(".git/config"), "[core]\n\trepositoryformatversion = 1\n[extensions]\n"
                + (format == ObjectFormat.SHA256 ? "\tobjectFormat = sha256\n" : "") + "\trefStorage = reftable\n");
    }

    @ParameterizedTest
    @EnumSource(ObjectFormat.class)
    void readsAStackOfTablesWithDeletionsAndWorkTrees(ObjectFormat format) throws Exception {
        GitTool git = repository(format == ObjectFormat.SHA256);
        String main = git.run("rev-parse", "main").strip();
        String side = git.run("rev-parse", "side").strip();
        List<String> stashes = git.lines("stash", "list", "--format=%H");
        byte[] first = new HandMadeReftable(format, 4096).ref("HEAD", "ref: refs/heads/main", 0).ref("refs/heads/gone", side, 5)
                .ref("refs/heads/main", side, 9).ref("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/main", 5)
                .ref("refs/remotes/origin/main", side, 12).endRefs(true)
                .log("refs/stash", 3, stashes.get(0)).log("refs/stash", 2, stashes.get(1)).log("refs/stash", 1, stashes.get(2))
                .endLogs().bytes();
        byte[] second = new HandMadeReftable(format, 0).ref("refs/heads/gone", null, 0).ref("refs/heads/main", main, 9)
                .endRefs(true).log("refs/stash", 4, id(0, format)).log("refs/stash", 2, null).endLogs().bytes();
        convert(git, format,
                new String[]{"0x000000000001-0x000000000001-1a2b3c4d.ref", "0x000000000002-0x000000000002-5e6f7a8b.ref"},
                first, second);
        Path linked = Files.createDirectories(git.directory.resolve(".git/worktrees/other/reftable"));
        Files.write(linked.resolve("a.ref"), new HandMadeReftable(format, 0).ref("HEAD", side, 0).endRefs(true).bytes());
        Files.writeString(linked.resolve("tables.list"), "a.ref\n");
        Files.writeString(linked.resolveSibling("HEAD"), "ref: refs/heads/.invalid\n");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            Map<String, String> found = new TreeMap<>();
            repository.references().forEach((name, id) -> found.put(name, id.hex()));
            assertThat(found).isEqualTo(Map.of("HEAD", main, "main-worktree/HEAD", main, "refs/heads/main", main,
                    "refs/remotes/origin/HEAD", side, "refs/remotes/origin/main", side, "stash@{0}", stashes.get(0),
                    "stash@{1}", stashes.get(2), "worktrees/other/HEAD", side));
            assertThat(repository.headReference()).contains("refs/heads/main");
        }
    }

    @Test
    void readsTheWorkTreesAndLogsThatGitKeeps() throws Exception {
        GitTool git = repository(false);
        Assumptions.assumeTrue(git.succeeds("refs", "migrate", "--ref-format=reftable"),
                "this git has no `git refs migrate`; tables are tested as JGit and the specification write them");
        git.run("worktree", "add", "-q", "-b", "other", folder.resolve("other").toString());
        for (Path directory : List.of(git.directory, folder.resolve("other"))) {
            try (GitRepository repository = GitRepository.open(directory)) {
                for (String line : git.in(directory).lines("for-each-ref", "--format=%(refname) %(objectname)")) {
                    String[] words = line.split(" ", 2);
                    assertThat(repository.references().get(words[0])).hasToString(words[1]);
                }
                assertThat(repository.references()).containsKeys("stash@{2}", "worktrees/other/HEAD");
                assertThat(repository.head()).map(ObjectId::hex)
                        .contains(git.in(directory).run("rev-parse", "HEAD").strip());
            }
        }
    }

    @Test
    void saysWhichTableIsMissingOrNamedAmiss() throws Exception {
        GitTool git = repository(false);
        String main = git.run("rev-parse", "main").strip();
        byte[] table = new HandMadeReftable(ObjectFormat.SHA1, 0).ref("refs/heads/main", main, 0).endRefs(true).bytes();
        convert(git, ObjectFormat.SHA1, new String[]{"a.ref"}, table);
        Path list = git.directory.resolve(".git/reftable/tables.list");
        Files.writeString(list, "a.ref\nb.ref\n");
        assertThatThrownBy(() -> GitRepository.open(git.directory)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("b.ref is not there");
        for (String hostile : new String[]{"../a.ref", "/etc/passwd", "..", "a\0.ref", "x".repeat(300)}) {
            Files.writeString(list, hostile + "\n");
            assertThatThrownBy(() -> GitRepository.open(git.directory)).as(hostile).isInstanceOf(GitFormatException.class)
                    .hasMessageContaining("names something that is no table");
        }
        Files.writeString(list, "a.ref");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(repository.references()).containsOnlyKeys("refs/heads/main");
        }
        Files.write(list.resolveSibling("a.ref"), Arrays.copyOf(table, table.length - 9));
        assertThatThrownBy(() -> GitRepository.open(git.directory)).hasMessageContaining("a.ref is damaged");
    }
}
