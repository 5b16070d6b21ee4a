package dev.gatehouse.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    @TempDir
    Path temporary;

    private Path root;
    private DirectoryOptions options;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        options = DirectoryOptions.defaults().with(Map.of("HOME", temporary.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TreeSet<String> paths() throws Exception {
        return Walked.of(DirectorySource.of(root, options)).paths();
    }

    @Test
    void ignoredFilesAreInTheTreeButNotVisited() throws Exception {
        write(".gitignore", "/out/\n*.log\n");
        write("a.txt", "a");
        write("b.log", "b");
        write("out/deep/c.txt", "c");
        DirectorySource source = DirectorySource.of(root, options);
        assertThat(Walked.of(source).paths()).containsExactly(".gitignore", "a.txt");
        List<Place> tree = source.tree().orElseThrow().places();
        assertThat(tree).extracting(place -> place.path().toString()).containsExactly(".gitignore", "a.txt", "b.log",
                "out/deep/c.txt");
        assertThat(tree).filteredOn(place -> place.is(Trait.IGNORED)).hasSize(2);
        assertThat(source.tree().orElseThrow().read(tree.getLast())).asString().isEqualTo("c");
        assertThat(source.extent().excluded()).isEqualTo(2);
    }

    @Test
    void ignoredFilesThatGitTracksAreScanned() throws Exception {
        Git.required();
        Git git = new Git(root, temporary);
        git.run("init", "-q");
        write("secrets/key.pem", "tracked");
        write("secrets/other.pem", "untracked");
        write("x.env", "tracked too");
        git.run("add", "-f", "secrets/key.pem", "x.env");
        write(".gitignore", "secrets/\n*.env\n");
        options = options.with(git.environment())
                .with((Tracked) top -> new Git(top, temporary).paths("ls-files", "-z").stream().map(SourcePath::of).toList());
        assertThat(paths()).containsExactly(".gitignore", "secrets/key.pem", "x.env");
    }

    @Test
    void repositoriesWithinHaveTheirOwnRules() throws Exception {
        write(".git/HEAD", "ref: x");
        write(".gitignore", "*.txt\n");
        write("inner/.git/HEAD", "ref: x");
        write("inner/a.txt", "kept: the outer rule ends here");
        write("inner/b.log", "ignored by the inner rule");
        write("inner/.git/info/exclude", "*.log");
        write("module/.git", "gitdir: ../.git/modules/module\n");
        write(".git/modules/module/HEAD", "ref: x");
        write(".git/modules/module/info/exclude", "c.*");
        write("module/c.md", "ignored");
        write("module/d.txt", "kept");
        write("outer.txt", "ignored");
        assertThat(paths()).containsExactly(".gitignore", "inner/a.txt", "module/d.txt");
    }

    @Test
    void partOfARepositoryObeysTheRulesAboveIt() throws Exception {
        write(".git/HEAD", "ref: x");
        write(".gitignore", "/part/no.txt\n*.log\n/ignored/\n");
        write("part/no.txt", "1");
        write("part/yes.txt", "2");
        write("part/x.log", "3");
        write("ignored/named.txt", "4");
        assertThat(Walked.of(DirectorySource.of(root.resolve("part"), options)).paths()).containsExactly("yes.txt");
        assertThat(
                Walked.of(new DirectorySource(root, List.of(root.resolve("part"), root.resolve("part/x.log")), options)).paths())
                .containsExactly("part/x.log", "part/yes.txt");
        assertThat(Walked.of(new DirectorySource(root, List.of(root.resolve("ignored")), options)).paths())
                .as("who names it wants it").containsExactly("ignored/named.txt");
    }

    @Test
    void linksAreNotFollowedButTheRootMayBeOne() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("private.txt"), "outside");
        write("a/file.txt", "inside");
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("out.txt"), outside.resolve("private.txt"));
        Files.createSymbolicLink(root.resolve("in.txt"), root.resolve("a/file.txt"));
        Files.createSymbolicLink(root.resolve("a/cycle"), root);
        Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
        Walked walked = Walked.of(DirectorySource.of(link, options));
        assertThat(walked.paths()).containsExactly("a/file.txt");
        assertThat(walked.diagnostics()).isEmpty();
    }

    @Test
    @Timeout(20)
    void specialFilesAreNotOpened() throws Exception {
        write("a.txt", "a");
        int made;
        try {
            made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
        } catch (IOException e) {
            made = 1;
        }
        assumeTrue(made == 0, "mkfifo is not there: no named pipe to try");
        assertThat(paths()).containsExactly("a.txt");
    }

    @Test
    void namesThatAreNotUtf8KeepTheirBytes() throws Exception {
        write("a.txt", "a");
        String script = "printf x > \"$(printf 'caf\\351\\377 ü')\"";
        Process process = new ProcessBuilder("sh", "-c", script).directory(root.toFile()).start();
        assumeTrue(process.waitFor() == 0 && root.toFile().list().length == 2, "this file system refuses such names");
        Walked walked = Walked.of(DirectorySource.of(root, options));
        byte[] expected = {'c', 'a', 'f', (byte) 0351, (byte) 0377, ' ', (byte) 0xc3, (byte) 0xbc};
        assertThat(walked.places()).extracting(Place::path).contains(SourcePath.of(expected));
    }

    @Test
    void whatCannotBeReadIsAGap() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root reads everything");
        write("closed/a.txt", "a");
        write("b.txt", "b");
        Files.setPosixFilePermissions(root.resolve("closed"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(root.resolve("b.txt"), PosixFilePermissions.fromString("---------"));
        try {
            List<Diagnostic> diagnostics = Walked.of(DirectorySource.of(root, options)).diagnostics();
            assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("directory-unreadable", "file-unreadable");
            assertThat(diagnostics).allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP);
            assertThat(diagnostics).extracting(Diagnostic::where).containsExactly("closed", "b.txt");
        } finally {
            Files.setPosixFilePermissions(root.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void largeTextsAndArchivesAreGapsAndLargeBinariesLeftOut() throws Exception {
        write("text.txt", "x".repeat(5000));
        Files.write(root.resolve("binary.bin"), new byte[5000]);
        write("fits.txt", "x".repeat(4000));
        byte[] zip = new byte[5000];
        System.arraycopy(new byte[]{'P', 'K', 3, 4}, 0, zip, 0, 4);
        Files.write(root.resolve("archive.dat"), zip);
        options = options.with(Limits.DEFAULT.withFileSize(4000));
        DirectorySource source = DirectorySource.of(root, options);
        Walked walked = Walked.of(source);
        assertThat(walked.paths()).containsExactly("fits.txt");
        assertThat(walked.diagnostics()).extracting(Diagnostic::code).containsExactly("file-too-large", "file-too-large");
        assertThat(walked.diagnostics()).extracting(Diagnostic::where).containsExactly("archive.dat", "text.txt");
        assertThat(walked.diagnostics()).allMatch(diagnostic -> diagnostic.toString().contains("limits.file-size"));
        assertThat(source.extent().places()).isEqualTo(1);
        assertThat(source.extent().excluded()).isEqualTo(3);
    }

    @Test
    @Timeout(60)
    void filesThatChangeUnderneathNeverBreakTheWalk() throws Exception {
        for (int i = 0; i < 200; i++) {
            write("d" + i % 10 + "/f" + i, "start " + i);
        }
        var stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            var random = new Random(1);
            while (!stop.get()) {
                Path file = root.resolve("d" + random.nextInt(10) + "/f" + random.nextInt(200));
                try {
                    switch (random.nextInt(3)) {
                        case 0 -> Files.deleteIfExists(file);
                        case 1 -> Files.writeString(file, "y".repeat(random.nextInt(200_000)));
                        default -> Files.write(file, new byte[0]);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        try {
            for (int round = 0; round < 15; round++) {
                Walked walked = Walked.of(DirectorySource.of(root, options));
                assertThat(walked.diagnostics()).extracting(Diagnostic::code).isSubsetOf("file-vanished", "file-changing");
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void includesAndExcludesChoosePaths() throws Exception {
        write("src/a.py", "1");
        write("src/gen/b.py", "2");
        write("src/c.js", "3");
        write("docs/d.py", "4");
        options = options.with(Selection.of(List.of("*.py", "docs/"), List.of("gen/")));
        assertThat(paths()).containsExactly("docs/d.py", "src/a.py");
        options = options.with(Selection.of(List.of("src/**/b.*"), List.of()));
        assertThat(paths()).containsExactly("src/gen/b.py");
        assertThatThrownBy(() -> Selection.of(List.of("[a"), List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a");
    }

    @Test
    void equalContentsLieAtAllTheirPaths() throws Exception {
        write("a.txt", "same");
        write("b/a.txt", "same");
        write("c.txt", "same");
        Walked walked = Walked.of(DirectorySource.of(root, options));
        assertThat(walked.contents()).hasSize(1);
        assertThat(walked.paths()).containsExactly("a.txt", "b/a.txt", "c.txt");
    }

    @Test
    void aStampIsFreshWithinTheGranularityOfFileSystems() {
        long now = TimeUnit.SECONDS.toNanos(1_000);
        assertThat(new Stamp(1, TimeUnit.SECONDS.toNanos(999), 0, 0).fresh(now)).isTrue();
        assertThat(new Stamp(1, 0, TimeUnit.SECONDS.toNanos(2_000), 0).fresh(now)).isTrue();
        assertThat(new Stamp(1, TimeUnit.SECONDS.toNanos(997), TimeUnit.SECONDS.toNanos(997), 0).fresh(now)).isFalse();
    }

    @Test
    void refusesStartsOutside() {
        assertThatThrownBy(() -> new DirectorySource(root, List.of(temporary), options))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DirectorySource.of(root.resolve("missing"), options)).isInstanceOf(IOException.class);
    }
}
