package dev.gatehouse.sca;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.sca.library.LibraryFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every folder of `fixtures` is a project; `expected.txt` in it says what is to be found there. The lock files are what the real
/// package managers wrote. To write the expectations anew, for reading: `-Dgatehouse.fixtures.write=true`.
class FixturesTest {
    private static Path root() throws URISyntaxException {
        return Path.of(requireNonNull(FixturesTest.class.getResource("fixtures")).toURI());
    }

    static List<String> projects() throws Exception {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.filter(Files::isDirectory).map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("projects")
    void findsWhatTheProjectHas(String name) throws Exception {
        Path folder = root().resolve(name);
        String found = Printed.of(Tree.of(folder));
        if (Boolean.getBoolean("gatehouse.fixtures.write")) {
            Files.writeString(Path.of("src/test/resources/dev/gatehouse/sca/fixtures", name, "expected.txt"), found);
        }
        assertThat(found).isEqualTo(Files.readString(folder.resolve("expected.txt")));
    }

    @Test
    void everyFormatHasAFixture() throws IOException, URISyntaxException {
        TreeSet<String> without = new TreeSet<>();
        new Formats(new LibraryFile(List.of())).all().forEach(format -> without.add(format.id()));
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                var format = bytes.length == 0
                        ? null
                        : new Formats(new LibraryFile(List.of())).of(blob(root().relativize(file).toString(), bytes));
                if (format != null) {
                    without.remove(format.id());
                }
            }
        }
        // Parts of jars are made in ArtefactsTest, databases of RPM lie compressed beside RpmTest, libraries need signatures (LibraryFileTest).
        assertThat(without).containsOnly("jar-pom-properties", "jar-manifest", "jar-contents", "rust-program", "go-program",
                "rpm",
                "javascript-library", "bun-lockb");
    }

    private static dev.gatehouse.core.source.Blob blob(String path, byte[] bytes) {
        return new dev.gatehouse.core.source.Blob(
                new dev.gatehouse.core.source.ContentId(dev.gatehouse.core.source.ContentId.Algorithm.SHA256, "0".repeat(64)),
                bytes, 0,
                bytes.length, dev.gatehouse.core.source.Blob.sniff(bytes, 0, bytes.length),
                dev.gatehouse.core.source.SourcePath.of(path));
    }
}
