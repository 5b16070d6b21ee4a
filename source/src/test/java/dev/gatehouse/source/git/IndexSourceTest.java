package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IndexSourceTest {
    @TempDir
    Path folder;

    private GitTool committed(String... options) throws IOException {
        GitTool git = GitTool.init(folder.resolve("staged"), options);
        for (int i = 0; i < 30; i++) {
            git.write("src/d" + i % 5 + "/file" + i + ".txt", "content " + i + "\n");
        }
        git.write("top.txt", "top\n").commit("first");
        return git;
    }

    /// Path → text of what the source hands over.
    private static Map<String, String> staged(GitTool git, boolean changedOnly) throws Exception {
        try (GitRepository repository = GitRepository.open(git.directory)) {
            return staged(repository, repository.indexFile(), changedOnly);
        }
    }

    private static Map<String, String> staged(GitRepository repository, Path index, boolean changedOnly) throws Exception {
        IndexSource source = new IndexSource(repository, index, changedOnly, 1 << 20, path -> Set.of(Trait.TEST));
        Recorded recorded = Recorded.of(source).undisturbed();
        Map<String, String> found = new TreeMap<>();
        for (var text : recorded.texts().entrySet()) {
            for (Place place : source.places(text.getValue())) {
                assertThat(place.origin()).isEqualTo(new Origin.Index());
                assertThat(place.traits()).containsExactly(Trait.TEST);
                found.put(place.path().toString(), text.getKey());
            }
        }
        return found;
    }

    private static Map<String, String> expected(GitTool git, boolean changedOnly) {
        Map<String, String> files = new TreeMap<>();
        for (String line : changedOnly
                ? git.lines("diff", "--cached", "--name-only", "--no-renames", "--diff-filter=d")
                : git.lines("ls-files")) {
            files.put(line, git.run("show", ":0:" + line));
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsEveryVersionOfTheIndex(int version) throws Exception {
        GitTool git = committed();
        git.run("update-index", "--index-version", Integer.toString(version));
        git.write("src/d1/new.txt", "new\n").write("src/d2/file2.txt", "changed\n").write("z/deep/er.txt", "deep\n");
        git.run("add", "-A");
        git.run("rm", "-q", "top.txt");
        // Needs a flag that version 2 has no room for.
        git.write("intended.txt", "not yet staged\n");
        git.run("add", "-N", "intended.txt");
        git.write("src/d3/file3.txt", "changed in the work tree only\n");
        if (version == 4) {
            assertThat(Files.readAllBytes(git.directory.resolve(".git/index"))[7]).isEqualTo((byte) 4);
        }
        assertThat(staged(git, true)).isEqualTo(expected(git, true)).containsOnlyKeys("src/d1/new.txt", "src/d2/file2.txt",
                "z/deep/er.txt");
        Map<String, String> all = expected(git, false);
        all.remove("intended.txt");
        assertThat(staged(git, false)).isEqualTo(all).hasSize(32);
    }

    @Test
    void seesChangesWithAndWithoutTheTreesThatTheIndexKnows() throws Exception {
        GitTool git = committed();
        assertThat(staged(git, true)).isEmpty();
        assertThat(GitIndex.read(git.directory.resolve(".git/index"), git.directory.resolve(".git"), ObjectFormat.SHA1)
                .unchangedTrees()).containsKey("");
        git.write("src/d4/file4.txt", "changed\n");
        git.run("add", "src/d4/file4.txt");
        assertThat(GitIndex.read(git.directory.resolve(".git/index"), git.directory.resolve(".git"), ObjectFormat.SHA1)
                .unchangedTrees())
                .containsKey("src/d3").doesNotContainKeys("", "src", "src/d4");
        assertThat(staged(git, true)).isEqualTo(expected(git, true)).containsOnlyKeys("src/d4/file4.txt");
        git.run("write-tree");
        assertThat(staged(git, true)).containsOnlyKeys("src/d4/file4.txt");
        git.run("read-tree", "--empty");
        git.run("add", "-A");
        assertThat(staged(git, true)).isEqualTo(expected(git, true));
        git.run("gc", "-q");
        assertThat(staged(git, true)).isEqualTo(expected(git, true));
    }

    @Test
    void readsTheIndexBeforeTheFirstCommitAndWithoutOne() throws Exception {
        GitTool git = GitTool.init(folder.resolve("new"));
        assertThat(staged(git, true)).isEmpty();
        git.write("first.txt", "first\n");
        git.run("add", "-A");
        assertThat(staged(git, true)).isEqualTo(Map.of("first.txt", "first\n"));
    }

    @Test
    void readsSha256Indexes() throws Exception {
        GitTool git = committed("--object-format=sha256");
        git.write("top.txt", "changed\n");
        git.run("add", "-A");
        assertThat(staged(git, true)).isEqualTo(Map.of("top.txt", "changed\n"));
    }

    @Test
    void readsAllSidesOfAConflict() throws Exception {
        GitTool git = committed();
        git.run("checkout", "-q", "-b", "theirs");
        git.write("top.txt", "theirs\n").commit("theirs");
        git.run("checkout", "-q", "main");
        git.write("top.txt", "ours\n").commit("ours");
        git.attempt("merge", "-q", "theirs");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            IndexSource source = new IndexSource(repository, repository.indexFile(), true, 1 << 20, path -> Set.of());
            assertThat(Recorded.of(source).undisturbed().texts()).containsOnlyKeys("theirs\n", "top\n");
            IndexSource whole = new IndexSource(repository, repository.indexFile(), false, 1 << 20, path -> Set.of());
            assertThat(Recorded.of(whole).undisturbed().texts()).containsKeys("ours\n", "theirs\n", "top\n");
        }
    }

    @Test
    void readsSparseIndexes() throws Exception {
        GitTool git = committed();
        git.run("sparse-checkout", "set", "--cone", "--sparse-index", "src/d1");
        assertThat(GitIndex.read(git.directory.resolve(".git/index"), git.directory.resolve(".git"), ObjectFormat.SHA1).entries())
                .anyMatch(GitIndex.Entry::directory);
        git.write("src/d1/new.txt", "new\n");
        git.run("add", "src/d1/new.txt");
        assertThat(staged(git, true)).isEqualTo(Map.of("src/d1/new.txt", "new\n"));
        assertThat(staged(git, false)).hasSize(32);
    }

    @Test
    void readsTheIndexThatAHookIsGiven() throws Exception {
        GitTool git = committed();
        git.write("top.txt", "staged elsewhere\n");
        Path other = folder.resolve("other-index");
        git.run(Map.of("GIT_INDEX_FILE", other.toString()), "read-tree", "HEAD");
        git.run(Map.of("GIT_INDEX_FILE", other.toString()), "add", "top.txt");
        assertThat(staged(git, true)).isEmpty();
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(staged(repository, other, true)).isEqualTo(Map.of("top.txt", "staged elsewhere\n"));
        }
    }

    @Test
    void reportsStagedBlobsThatAreMissingOrTooLarge() throws Exception {
        GitTool git = committed();
        git.write("large.txt", "x".repeat(2000));
        git.write("lost.txt", "lost\n");
        git.run("add", "-A");
        String lost = git.run("rev-parse", ":lost.txt").strip();
        Files.delete(git.directory.resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
        try (GitRepository repository = GitRepository.open(git.directory)) {
            Recorded recorded = Recorded.of(new IndexSource(repository, repository.indexFile(), true, 1000, path -> Set.of()));
            assertThat(recorded.codes()).containsExactly("git-object-too-large", "git-objects-missing");
        }
    }

    @Test
    void neverMistakesADamagedIndexForAnother() throws Exception {
        GitTool git = committed();
        git.write("top.txt", "changed\n");
        git.run("add", "-A");
        Path index = git.directory.resolve(".git/index");
        byte[] bytes = Files.readAllBytes(index);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(bytes.length));
            }
            Files.write(index, damaged);
            assertThatThrownBy(() -> GitIndex.read(index, git.directory.resolve(".git"), ObjectFormat.SHA1))
                    .isInstanceOf(GitFormatException.class);
        }
    }

    @Test
    void endsWithAnyIndexWithoutDigest() throws Exception {
        GitTool git = committed();
        git.run("update-index", "--index-version", "4");
        Path index = git.directory.resolve(".git/index");
        byte[] bytes = Files.readAllBytes(index);
        Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0);
        Files.write(index, bytes);
        assertThat(GitIndex.read(index, git.directory.resolve(".git"), ObjectFormat.SHA1).entries()).hasSize(31);
        Random random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = bytes.clone();
            for (int flip = 0; flip < 3; flip++) {
                damaged[random.nextInt(bytes.length - 20)] = (byte) random.nextInt();
            }
            Files.write(index, damaged);
            try {
                GitIndex.read(index, git.directory.resolve(".git"), ObjectFormat.SHA1);
            } catch (GitFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
