package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Indexes that git keeps in two files.
final class SplitIndexTest {
    @TempDir
    Path folder;

    private GitTool split(String... options) throws IOException {
        GitTool git = GitTool.init(folder.resolve("split"), options);
        for (int i = 0; i < 200; i++) {
            git.write("d" + i % 7 + "/file" + i + ".txt", "content " + i + "\n");
        }
        git.commit("first");
        git.run("config", "splitIndex.maxPercentChange", "100");
        git.run("update-index", "--split-index");
        return git;
    }

    private static Path gitDirectory(GitTool git) {
        return git.directory.resolve(".git");
    }

    private static List<String> read(GitTool git, ObjectFormat format) throws IOException {
        return GitIndex.read(gitDirectory(git).resolve("index"), gitDirectory(git), format).entries().stream()
                .map(entry -> "%06o %s %d\t%s".formatted(entry.mode(), entry.id(), entry.stage(),
                        new String(entry.path(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static Path shared(GitTool git) throws IOException {
        return gitDirectory(git).resolve("sharedindex." + link(git).base());
    }

    private static SplitIndex link(GitTool git) throws IOException {
        return Objects.requireNonNull(IndexFile.read(gitDirectory(git).resolve("index"), ObjectFormat.SHA1).split());
    }

    @ParameterizedTest
    @CsvSource({"sha1, 2", "sha1, 4", "sha256, 2", "sha256, 4"})
    void joinsWhatGitSplit(String format, String version) throws Exception {
        GitTool git = split("--object-format=" + format);
        ObjectFormat ids = format.equals("sha1") ? ObjectFormat.SHA1 : ObjectFormat.SHA256;
        git.run("update-index", "--index-version", version);
        assertThat(read(git, ids)).hasSize(200).isEqualTo(git.lines("ls-files", "-s"));
        Random random = new Random(5);
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 20; i++) {
                int n = random.nextInt(200);
                String path = "d" + n % 7 + "/file" + n + ".txt";
                switch (random.nextInt(4)) {
                    case 0 -> git.attempt("rm", "-q", "--cached", path);
                    case 1 -> git.write("added/" + round + "/" + i + ".txt", "added\n");
                    case 2 -> git.attempt("update-index", "--chmod=+x", path);
                    default -> git.write(path, "changed " + random.nextInt() + "\n");
                }
            }
            git.run("add", "-u");
            git.attempt("add", "added");
            assertThat(read(git, ids)).isEqualTo(git.lines("ls-files", "-s"));
        }
    }

    @Test
    void usesBothBitmapsAndAdditions() throws Exception {
        GitTool git = split();
        git.run("rm", "-q", "--cached", "d0/file0.txt");
        git.write("d1/file1.txt", "changed\n").write("zzz.txt", "new\n").write("aaa.txt", "new\n");
        git.run("add", "d1/file1.txt", "zzz.txt", "aaa.txt");
        assertThat(link(git).deleted().cardinality()).isEqualTo(1);
        // How many more git replaces depends on the clock: entries as young as the index are not trusted.
        assertThat(link(git).replaced().cardinality()).isPositive();
        assertThat(read(git, ObjectFormat.SHA1)).hasSize(201).isEqualTo(git.lines("ls-files", "-s"));
    }

    @Test
    void readsTheStagedChangesOfASplitIndex() throws Exception {
        GitTool git = split();
        git.write("d1/file1.txt", "changed\n");
        git.run("add", "-A");
        git.write("intended.txt", "not staged\n");
        git.run("add", "-N", "intended.txt");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            IndexSource source = new IndexSource(repository, repository.indexFile(), true, 1 << 20, path -> Set.of());
            assertThat(Recorded.of(source).undisturbed().texts()).containsOnlyKeys("changed\n");
            assertThat(repository.trackedPaths()).hasSize(200);
        }
    }

    @Test
    void readsConflictsInASplitIndex() throws Exception {
        GitTool git = split();
        git.run("checkout", "-q", "-b", "theirs");
        git.write("d2/file2.txt", "theirs\n").commit("theirs");
        git.run("checkout", "-q", "main");
        git.write("d2/file2.txt", "ours\n").commit("ours");
        git.run("update-index", "--split-index");
        git.attempt("merge", "-q", "theirs");
        assertThat(git.lines("ls-files", "-u")).hasSize(3);
        assertThat(read(git, ObjectFormat.SHA1)).isEqualTo(git.lines("ls-files", "-s"));
    }

    @Test
    void readsALinkedWorkTreeThatSharesItsOwnIndex() throws Exception {
        GitTool git = split();
        Path other = folder.resolve("other");
        git.run("worktree", "add", "-q", other.toString());
        GitTool linked = git.in(other);
        linked.run("update-index", "--split-index");
        linked.write("new.txt", "new\n");
        linked.run("add", "new.txt");
        try (GitRepository repository = GitRepository.open(other)) {
            assertThat(repository.trackedPaths()).hasSize(201);
        }
    }

    @Test
    void saysWhichHalfIsMissing() throws Exception {
        GitTool git = split();
        Path shared = shared(git);
        Files.delete(shared);
        assertThatThrownBy(() -> read(git, ObjectFormat.SHA1)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining(shared.getFileName().toString()).hasMessageContaining("git read-tree HEAD");
    }

    @Test
    void refusesAnotherIndexUnderTheNameOfTheShared() throws Exception {
        GitTool git = split();
        git.write("d1/file1.txt", "changed\n");
        git.run("add", "-A");
        git.run("update-index", "--no-split-index");
        byte[] whole = Files.readAllBytes(gitDirectory(git).resolve("index"));
        git.run("update-index", "--split-index");
        Files.write(shared(git), whole);
        assertThatThrownBy(() -> read(git, ObjectFormat.SHA1)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("is not the index that its name says");
    }

    @Test
    void endsWithAnyLinkWhateverItSays() throws Exception {
        GitTool git = split();
        git.run("rm", "-q", "--cached", "d0/file0.txt");
        git.write("d1/file1.txt", "changed\n").write("zzz.txt", "new\n");
        git.run("add", "d1/file1.txt", "zzz.txt");
        Path index = gitDirectory(git).resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0);
        Files.write(index, bytes);
        List<String> right = read(git, ObjectFormat.SHA1);
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            for (int flip = 0; flip < 2; flip++) {
                damaged[random.nextInt(bytes.length - 20)] = (byte) random.nextInt();
            }
            Files.write(index, damaged);
            try {
                read(git, ObjectFormat.SHA1);
            } catch (GitFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        Files.write(index, bytes);
        assertThat(read(git, ObjectFormat.SHA1)).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // Four thousand million words of ones.
        "00000040 00000001 00000001ffffffff 00000000",
        // A bit beyond the limit.
        "00000065 00000003 0000000400000000 0000000000000000 0000001000000000 00000000",
        // More literal words promised than there are.
        "00000040 00000001 0000000600000001 00000000",
        // Longer than its size.
        "00000001 00000001 0000000000001000 00000000"})
    void refusesHostileBitmaps(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> Ewah.read(ByteBuffer.wrap(bytes), 100)).isInstanceOf(GitFormatException.class);
    }

    @Property(tries = 300)
    void readsTheBitmapsThatJGitWrites(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        EWAHCompressedBitmap made = new EWAHCompressedBitmap();
        BitSet expected = new BitSet();
        int at = 0;
        for (int i = random.nextInt(30); i >= 0; i--) {
            at += random.nextInt(300);
            for (int run = random.nextBoolean() ? 1 : random.nextInt(500); run > 0; run--) {
                made.set(at);
                expected.set(at++);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        made.serialize(new DataOutputStream(out));
        ByteBuffer in = ByteBuffer.wrap(out.toByteArray());
        assertThat(Ewah.read(in, at)).isEqualTo(expected);
        assertThat(in.hasRemaining()).isFalse();
        if (!expected.isEmpty()) {
            assertThatThrownBy(() -> Ewah.read(in.rewind(), expected.length() - 1)).isInstanceOf(GitFormatException.class);
        }
        byte[] damaged = out.toByteArray();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(Ewah.read(ByteBuffer.wrap(damaged), at).length()).isLessThanOrEqualTo(at);
        } catch (GitFormatException | BufferUnderflowException e) {
            assertThat(e).isNotNull();
        }
    }
}
