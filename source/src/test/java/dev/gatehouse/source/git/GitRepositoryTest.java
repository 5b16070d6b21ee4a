package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.source.SourcePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitRepositoryTest {
    @TempDir
    Path folder;

    private GitTool small() throws IOException {
        GitTool git = GitTool.init(folder.resolve("small"));
        git.write("a.txt", "a\n").write("sub/b.txt", "b\n").commit("first");
        git.write("a.txt", "a again\n").commit("second");
        git.run("checkout", "-q", "-b", "side", "HEAD~1");
        git.write("side.txt", "side\n").commit("side");
        git.run("checkout", "-q", "main");
        git.run("merge", "-q", "-m", "merged", "side");
        git.run("tag", "-a", "-m", "tag", "v1", "HEAD~1");
        git.run("tag", "-a", "-m", "tag of a tag", "v1-again", "v1");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD~1");
        git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        return git;
    }

    @Test
    void discoversTheRepositoryFromInside() throws Exception {
        GitTool git = small();
        for (Path start : List.of(git.directory, git.directory.resolve("sub"), git.directory.resolve(".git"))) {
            try (GitRepository repository = GitRepository.discover(start).orElseThrow()) {
                assertThat(repository.workTree()).contains(git.directory);
                assertThat(repository.gitDirectory()).isEqualTo(git.directory.resolve(".git"));
            }
        }
        Files.createDirectories(folder.resolve("outside"));
        // The folder of the test may itself lie in a repository.
        Optional<GitRepository> outside = GitRepository.discover(folder.resolve("outside"));
        assertThat(outside.flatMap(GitRepository::workTree)).isNotEqualTo(Optional.of(git.directory));
        outside.ifPresent(GitRepository::close);
    }

    @Test
    void opensBareRepositories() throws Exception {
        GitTool git = small();
        git.run("clone", "-q", "--bare", ".", folder.resolve("bare.git").toString());
        try (GitRepository repository = GitRepository.open(folder.resolve("bare.git"))) {
            assertThat(repository.workTree()).isEmpty();
            assertThat(repository.head()).isPresent();
        }
    }

    @Test
    void opensSubmodulesByTheirGitFile() throws Exception {
        GitTool inner = small();
        GitTool outer = GitTool.init(folder.resolve("outer"));
        outer.run("submodule", "add", "-q", inner.directory.toString(), "module");
        outer.commit("with a module");
        try (GitRepository repository = GitRepository.discover(outer.directory.resolve("module/sub")).orElseThrow()) {
            assertThat(repository.workTree()).contains(outer.directory.resolve("module"));
            assertThat(repository.head().orElseThrow().hex()).isEqualTo(inner.run("rev-parse", "HEAD").strip());
        }
        try (GitRepository repository = GitRepository.open(outer.directory)) {
            assertThat(repository.entries(repository.head().orElseThrow())).filteredOn(TreeEntry::submodule).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAGitFileThatLeadsNowhere() throws Exception {
        Files.writeString(folder.resolve(".git"), "gitdir: ../gone\n");
        assertThatThrownBy(() -> GitRepository.discover(folder)).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("no repository where the .git file points to").hasMessageContaining("git worktree repair");
        assertThatThrownBy(() -> GitRepository.open(folder.resolve("nothing"))).isInstanceOf(GitFormatException.class);
    }

    @Test
    void refusesRefsThatItCannotRead() throws Exception {
        try (Repository made = new FileRepositoryBuilder().setBare().setGitDir(folder.resolve("drawer.git").toFile()).build()) {
            made.create(true);
        }
        Files.writeString(folder.resolve("drawer.git/config"),
                "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = drawer\n");
        assertThatThrownBy(() -> GitRepository.open(folder.resolve("drawer.git"))).isInstanceOf(GitFormatException.class)
                .hasMessageContaining("git refs migrate");
    }

    @Test
    void resolvesWhatGitResolves() throws Exception {
        GitTool git = small();
        String head = git.run("rev-parse", "HEAD").strip();
        for (boolean packed : new boolean[]{false, true}) {
            if (packed) {
                git.run("gc", "-q");
            }
            try (GitRepository repository = GitRepository.open(git.directory)) {
                for (String revision : List.of("HEAD", "@", "main", "side", "refs/heads/side", "heads/side", "v1", "v1-again",
                        "tags/v1",
                        "origin/main", "origin", "HEAD~1", "HEAD^", "HEAD^2", "HEAD^2~1", "HEAD^^", "HEAD~2", "HEAD^0", "v1^{}",
                        "v1^{commit}", "v1~1", head, head.substring(0, 12), head.substring(0, 12) + "~1")) {
                    assertThat(repository.resolve(revision).map(ObjectId::hex)).as(revision)
                            .contains(git.run("rev-parse", "--verify", "-q", revision + "^{commit}").strip());
                }
                for (String revision : List.of("nothing", "HEAD~9", "HEAD^3", "", "HEAD:a.txt", "^", "HEAD^{tree}", "HEAD~x",
                        "../HEAD",
                        "ffffffffffff", "HEAD~99999999999", "main^{")) {
                    assertThat(repository.resolve(revision).isPresent() && !revision.isEmpty() && !revision.equals("^"))
                            .as(revision)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void readsFilesAtACommit() throws Exception {
        GitTool git = small();
        try (GitRepository repository = GitRepository.open(git.directory)) {
            ObjectId head = repository.head().orElseThrow();
            ObjectId before = repository.resolve("HEAD~2").orElseThrow();
            assertThat(repository.readFile(head, SourcePath.of("a.txt"), 100))
                    .contains("a again\n".getBytes(StandardCharsets.UTF_8));
            assertThat(repository.readFile(before, SourcePath.of("a.txt"), 100)).contains("a\n".getBytes(StandardCharsets.UTF_8));
            assertThat(repository.readFile(head, SourcePath.of("sub/b.txt"), 100)).isPresent();
            for (String path : List.of("sub", "sub/", "gone.txt", "a.txt/b", "/a.txt", "sub//b.txt", "../a.txt", "")) {
                assertThat(repository.readFile(head, SourcePath.of(path), 100)).as(path).isEmpty();
            }
            assertThatThrownBy(() -> repository.readFile(head, SourcePath.of("a.txt"), 3)).isInstanceOf(TooLargeException.class);
            assertThat(repository.commit(head).parents()).hasSize(2);
            assertThat(repository.commit(head).author()).isEqualTo("Ann Author <ann@example.com>");
        }
    }

    @Test
    void knowsADetachedHead() throws Exception {
        GitTool git = small();
        git.run("checkout", "-q", "--detach", "HEAD~1");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(repository.headReference()).isEmpty();
            assertThat(repository.head().map(ObjectId::hex)).contains(git.run("rev-parse", "HEAD").strip());
        }
    }

    @Test
    void findsTheRootWithAndWithoutCommitGraph() throws Exception {
        GitTool git = small();
        String root = git.run("rev-list", "--max-parents=0", "HEAD").strip();
        git.run("checkout", "-q", "-b", "wide", "main");
        for (int i = 0; i < 3; i++) {
            git.run("checkout", "-q", "-b", "wide" + i, "main~1");
            git.write("wide" + i, "wide").commit("wide " + i);
        }
        git.run("checkout", "-q", "wide");
        git.run("merge", "-q", "-m", "octopus", "wide0", "wide1", "wide2");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(repository.rootCommit().map(ObjectId::hex)).contains(root);
        }
        for (String[] write : new String[][]{{"commit-graph", "write", "--reachable"},
            {"commit-graph", "write", "--reachable", "--split"}}) {
            git.run(write);
            try (GitRepository repository = GitRepository.open(git.directory)) {
                CommitGraph graph = CommitGraph.open(
                        new GitDirectory(git.directory.resolve(".git"), git.directory.resolve(".git"), null),
                        ObjectFormat.SHA1);
                ObjectId head = repository.head().orElseThrow();
                assertThat(graph.find(head)).isEqualTo(
                        new CommitGraph.Node(repository.commits().get(head).parents(),
                                repository.commits().get(head).commitTime()));
                assertThat(repository.rootCommit().map(ObjectId::hex)).contains(root);
            }
        }
    }

    @Test
    void keepsTheCredentialsOfARemoteToItself() throws Exception {
        GitTool git = small();
        git.run("remote", "add", "origin", "https://ann:not-a-secret@example.com/team/project.git?private_token=not-a-secret");
        try (GitRepository repository = GitRepository.open(git.directory)) {
            assertThat(repository.remoteUrl()).contains("https://example.com/team/project.git");
        }
    }
}
