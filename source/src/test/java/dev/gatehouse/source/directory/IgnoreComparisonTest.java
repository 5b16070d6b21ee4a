package dev.gatehouse.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Generated trees and ignore files: the walk visits just what `git ls-files --others --exclude-standard` lists.
class IgnoreComparisonTest {
    private static final String[] NAMES = {"a", "b", "ab", "A", "foo", "foo.c", ".x", "bar", "a b", "a ", "#a", "!b", "é", "[a]",
        "x*y"};
    private static final String[] PIECES = {"a", "b", "ab", "foo", "A", "*", "**", "?", "/", "/", "**/", "/**", "/**/", "[ab]",
        "[!a]", "[^b]",
        "[a-f]", "[]a]", "[]-]", "[[:alpha:]]", "[[:upper:]]", "[[:foo:]]", "[[:a]", "[a", "\\a", "\\*", "\\", ".", ".c", " ",
        "\\ ", "#", "!", "-",
        "***", "é", "\t", "[\\]a]", "[a-", "x", "y", "\\[a]", "[--/]"};

    @TempDir
    Path temporary;

    @BeforeAll
    static void gitIsThere() {
        Git.required();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void visitsJustWhatGitLists(long seed) throws Exception {
        var random = new Random(seed);
        Path home = Files.createDirectory(temporary.resolve("home"));
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Git git = new Git(tree, home);
        git.run("init", "-q");
        int ignoredSomewhere = 0;
        for (int round = 0; round < 60; round++) {
            clear(tree);
            boolean foldCase = random.nextInt(4) == 0;
            git.run("config", "core.ignoreCase", String.valueOf(foldCase));
            String rules = grow(tree, random, 0);
            String own = random.nextInt(3) == 0 ? lines(random) : "";
            Files.createDirectories(tree.resolve(".git/info"));
            Files.writeString(tree.resolve(".git/info/exclude"), own);
            String user = random.nextInt(3) == 0 ? lines(random) : "";
            Files.createDirectories(home.resolve(".config/git"));
            Files.writeString(home.resolve(".config/git/ignore"), user);

            var listed = new TreeSet<>(git.paths("ls-files", "--others", "--exclude-standard", "-z"));
            var options = DirectoryOptions.defaults().with(git.environment());
            TreeSet<String> visited = Walked.of(DirectorySource.of(tree, options)).paths();

            assertThat(visited).as("seed %d round %d fold %s%n%s%nexclude: %s%nuser: %s", seed, round, foldCase, rules, own, user)
                    .isEqualTo(listed);
            ignoredSomewhere += visited.size() < count(tree) ? 1 : 0;
        }
        assertThat(ignoredSomewhere).as("rounds in which rules matched something").isGreaterThan(20);
    }

    @Test
    void readsTheUsersExcludesFileWhereverConfigured() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Git git = new Git(tree, home);
        git.run("init", "-q");
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\tname = x\n[include]\n\tpath = more.conf\n[core] # comment\n");
        Files.writeString(home.resolve("more.conf"), "[core]\n  excludesFile = \"~/my \\\"ignores\\\"\" ; comment\n");
        Files.writeString(home.resolve("my \"ignores\""), "*.secret\n");
        Files.writeString(tree.resolve("a.secret"), "1");
        Files.writeString(tree.resolve("b"), "2");
        var options = DirectoryOptions.defaults().with(git.environment());
        assertThat(Walked.of(DirectorySource.of(tree, options)).paths())
                .isEqualTo(new TreeSet<>(git.paths("ls-files", "--others", "--exclude-standard", "-z")))
                .containsExactly("b");
    }

    /// Fills a directory and returns its rules for the failure message.
    private static String grow(Path directory, Random random, int depth) throws IOException {
        var rules = new StringBuilder();
        for (int i = random.nextInt(5) + (depth == 0 ? 3 : 0); i > 0; i--) {
            Path child = directory.resolve(NAMES[random.nextInt(NAMES.length)]);
            if (Files.exists(child)) {
                continue;
            }
            if (depth < 3 && random.nextBoolean()) {
                Files.createDirectory(child);
                rules.append(grow(child, random, depth + 1));
            } else {
                Files.writeString(child, child.toString());
            }
        }
        if (depth == 0 || random.nextInt(4) == 0) {
            String lines = lines(random);
            Files.writeString(directory.resolve(".gitignore"), lines);
            rules.append(directory).append("/.gitignore: ").append(lines).append('\n');
        }
        return rules.toString();
    }

    private static String lines(Random random) {
        var lines = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
        for (int i = random.nextInt(5) + 1; i > 0; i--) {
            if (random.nextInt(4) == 0) {
                lines.append('!');
            }
            if (random.nextInt(3) == 0) {
                lines.append(NAMES[random.nextInt(NAMES.length)]);
            } else {
                for (int n = random.nextInt(4) + 1; n > 0; n--) {
                    lines.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            if (random.nextInt(5) == 0) {
                lines.append('/');
            }
            lines.append(List.of("\n", "\n", "\n", "\r\n", " \n", "\\ \n", "\n\n").get(random.nextInt(7)));
        }
        return lines.toString();
    }

    private static int count(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            return (int) files.filter(file -> !file.startsWith(tree.resolve(".git")) && Files.isRegularFile(file)).count();
        }
    }

    private static void clear(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(tree.resolve(".git")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (!directory.equals(tree)) {
                    Files.delete(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
