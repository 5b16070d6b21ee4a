package dev.gatehouse.cli.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without a network: what is downloaded is tested in the room of the advisories.
final class AdvisoriesCommandTest {
    @TempDir
    Path temporary;

    private CommandLineRun advisories(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "advisories";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineRun.of(Map.of("GATEHOUSE_ADVISORIES", temporary.resolve("store").toString()), all);
    }

    private Path gems() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("gems/jewel"));
        Files.writeString(folder.resolve("CVE-2026-9.yml"),
                "gem: jewel\ncve: 2026-9\ntitle: Wrong\ndate: 2026-01-02\npatched_versions: ['>= 2']\n");
        Files.writeString(folder.resolve("CVE-2026-10.yml"), "gem: jewel\ncve: 2026-10\npatched_versions: ['>= x']\n");
        return temporary.resolve("gems");
    }

    @Test
    void whatIsImportedStandsInTheStatus() throws IOException {
        assertThat(advisories("status").out()).contains("no advisories yet");
        CommandLineRun imported = advisories("import", gems().toString());
        assertThat(imported.code()).isZero();
        assertThat(imported.out()).contains("1 records, 1 malformed");
        assertThat(imported.err()).contains("CVE-2026-10.yml:1: not a requirement of RubyGems");
        CommandLineRun status = advisories("status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("1 advisories about 1 weaknesses of 1 packages").contains("import:gems")
                .contains("2026-01-02");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertThat(advisories().code()).isEqualTo(2);
        assertThat(advisories("import", temporary.resolve("absent").toString()).code()).isEqualTo(2);
        assertThat(advisories("update", "cobol").err()).contains("there is no ecosystem 'cobol'");
        assertThat(advisories("update", "npm", "--mirror", "ftp://one.example").err()).contains("--mirror expects");
    }

    @Test
    void aDamagedStoreIsNamedWithTheRemedy() throws IOException {
        advisories("import", gems().toString());
        Path store = temporary.resolve("store/advisories.store");
        byte[] bytes = Files.readAllBytes(store);
        bytes[bytes.length - 1] ^= 1;
        Files.write(store, bytes);
        CommandLineRun status = advisories("status");
        assertThat(status.code()).isNotZero();
        assertThat(status.err()).contains("damaged; run 'gatehouse advisories update'");
    }
}
