package dev.gatehouse.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.report.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path directory;

    @Test
    void aReportTakesItsNameWhenItIsWhole() throws IOException {
        Path file = directory.resolve("report.json");
        ReportFile.write(ReportKind.JSON, SampleReports.nothing(), file);
        assertThat(file).content().startsWith("{").endsWith("}\n");
        assertThat(files()).containsExactly("report.json");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("report.html"), "old");
        assertThatThrownBy(() -> ReportFile.write(file, out -> {
            out.write(new byte[200_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class).hasMessage("cannot write " + file + ": No space left on device");
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("report.html");
    }

    @Test
    void aDefectLeavesNothingHalfWritten() throws IOException {
        Path file = directory.resolve("report.txt");
        assertThatThrownBy(() -> ReportFile.write(file, _ -> {
            throw new IllegalStateException("bug");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path file = directory.resolve("missing/report.json");
        assertThatThrownBy(() -> ReportFile.write(ReportKind.JSON, SampleReports.nothing(), file)).isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": its directory does not exist");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> ReportFile.write(ReportKind.JSON, SampleReports.nothing(), directory))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + directory + ": it is a directory");
    }

    @Test
    void aFullDiskIsOneClearError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        for (ReportKind kind : ReportKind.values()) {
            assertThatThrownBy(() -> ReportFile.write(kind, SampleReports.large(300), full)).isInstanceOf(IOException.class)
                    .hasMessage("cannot write /dev/full: No space left on device");
        }
    }

    @Test
    void aLinkIsFollowedAndPermissionsStay() throws IOException {
        Path real = Files.writeString(directory.resolve("real.json"), "old");
        assumeTrue(Files.getFileStore(real).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), real);
        ReportFile.write(ReportKind.JSON, SampleReports.nothing(), link);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).content().startsWith("{");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-r-----");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
