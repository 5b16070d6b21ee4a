package dev.gatehouse.advisory.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real records of most formats, where the packs of them are at hand: every record is imported or has a stated reason.
class PublicPacksTest {

    /// Pack, records, malformed files, records that are left out, files of no format.
    @ParameterizedTest
    @CsvSource({
        "go-vulndb-osv,                4291,  0,  0,   1",
        "rustsec,                      1205,  0,  20,  1",
        "rubysec,                      1234,  0,  147, 1",
        "friendsofphp,                 1592,  0,  0,   3",
        "retirejs-v5,                  722,   0,  1,   1",
        "kev-2026-08-07,               1662,  0,  0,   0",
        "endoflife,                    464,   0,  0,   1",
    })
    void everyRecordIsImportedOrHasAReason(String pack, int records, int malformed, int leftOut, int unknown,
            @TempDir Path folder)
            throws Exception {
        Path file = Path.of(System.getProperty("gatehouse.shared", "absent"), "data", "advisories", pack + ".tar.zst");
        assumeTrue(Files.isRegularFile(file), () -> "no pack of public advisories: " + pack);
        int exit = new ProcessBuilder("tar", "--zstd", "-xf", file.toString(), "-C", folder.toString()).inheritIO().start()
                .waitFor();
        assumeTrue(exit == 0, "tar cannot unpack zstd here");
        FeedReader.Summary summary = Objects.requireNonNull(Taken.from(folder).summary);
        assertThat(summary.records()).isEqualTo(records);
        assertThat(summary.malformed()).isEqualTo(malformed);
        assertThat(summary.leftOut().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(leftOut);
        assertThat(summary.unknown()).isEqualTo(unknown);
    }
}
