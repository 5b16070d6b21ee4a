package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Says the same as git.
class WorkTreeStateTest {
    @TempDir
    Path directory;

    private interface Step {
        void run(GitTool git) throws IOException;
    }

    @Test
    void aWorkTreeIsDirtyExactlyWhenGitSaysSo() throws IOException {
        GitTool git = GitTool.init(directory);
        assertThat(dirty()).as("nothing is there yet").isFalse();
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("first file staged", tool -> {
            tool.write("a/b.txt", "one\n").write("c.txt", "three\n").write("d.sh", "exit\n");
            tool.run("add", ".");
        });
        steps.put("committed", tool -> tool.commit("first"));
        steps.put("untracked file", tool -> tool.write("new.txt", "new\n"));
        steps.put("touched, same content",
                _ -> Files.setLastModifiedTime(directory.resolve("c.txt"), FileTime.from(Instant.now().minusSeconds(500))));
        steps.put("same size, other content", tool -> tool.write("c.txt", "THREE\n"));
        steps.put("put back", tool -> tool.write("c.txt", "three\n"));
        steps.put("missing", _ -> Files.delete(directory.resolve("a/b.txt")));
        steps.put("checked out again", tool -> tool.run("checkout", "-q", "--", "a/b.txt"));
        steps.put("executable",
                _ -> Files.setPosixFilePermissions(directory.resolve("d.sh"), PosixFilePermissions.fromString("rwxr-xr-x")));
        steps.put("not executable",
                _ -> Files.setPosixFilePermissions(directory.resolve("d.sh"), PosixFilePermissions.fromString("rw-r--r--")));
        steps.put("a link instead of a file", _ -> {
            Files.delete(directory.resolve("c.txt"));
            Files.createSymbolicLink(directory.resolve("c.txt"), Path.of("d.sh"));
        });
        steps.put("link committed", tool -> {
            tool.run("add", "-u");
            tool.run("commit", "-q", "-m", "link");
        });
        steps.put("removed from the index", tool -> tool.run("rm", "-q", "--cached", "d.sh"));
        steps.put("back in the index", tool -> tool.run("add", "d.sh"));
        steps.put("in a directory that is not checked out", tool -> tool.run("sparse-checkout", "set", "--no-cone", "/d.sh"));
        for (Map.Entry<String, Step> step : steps.entrySet()) {
            step.getValue().run(git);
            boolean said = !git.run(Map.of("GIT_OPTIONAL_LOCKS", "0"), "status", "--porcelain", "-uno").isEmpty();
            assertThat(dirty()).as(step.getKey()).isEqualTo(said);
        }
    }

    private boolean dirty() throws IOException {
        try (GitRepository repository = GitRepository.open(directory)) {
            return repository.dirty();
        }
    }
}
