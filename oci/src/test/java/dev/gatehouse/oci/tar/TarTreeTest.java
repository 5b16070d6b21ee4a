package dev.gatehouse.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTreeTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void theSameContentGivesTheSameBytesWhateverItsTimes() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "text");
        byte[] first = write(new TarTree().all("top", folder));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(write(new TarTree().all("top", folder))).isEqualTo(first);
    }

    @Test
    void parentsModesLinksAndTimesAreKept() throws IOException {
        byte[] written = write(new TarTree().text("b/c/run", "#!", TarTree.EXECUTABLE).link("b/now", "c/run").directory("tmp",
                TarTree.SHARED_DIRECTORY));
        var seen = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(written))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedDate().toInstant()).isEqualTo(TIME);
                assertThat(entry.getLongUserId()).isZero();
                seen.add(entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777) + " " + entry.getLinkName());
            }
        }
        assertThat(seen).containsExactly("b/ 755 ", "b/c/ 755 ", "b/c/run 755 ", "b/now 777 c/run", "tmp/ 1777 ");
    }

    @Test
    void absoluteNamesAreRefused() {
        assertThatThrownBy(() -> new TarTree().text("/etc/passwd", "", TarTree.FILE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] write(TarTree tree) throws IOException {
        var out = new ByteArrayOutputStream();
        tree.write(out, TIME);
        return out.toByteArray();
    }
}
