package dev.gatehouse.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCommandTest {
    @TempDir
    Path folder;

    private ReleaseGround ground;

    @BeforeEach
    void prepare() throws IOException {
        ground = new ReleaseGround(folder);
    }

    private String index(Path layout) throws IOException {
        return Files.readString(layout.resolve("index.json"));
    }

    @Test
    void aCleanImageIsReleasedAndCarriesItsDecisionAndItsBill() throws IOException {
        Path layout = ground.cleanImage("image");
        CommandLineRun run = ground.release("oci:" + layout);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("attached to oci:" + layout + "@sha256:", "bill of 1 package");
        assertThat(index(layout)).contains("application/vnd.dev.sigstore.bundle.v0.3+json", "https://gatehouse.dev/decision/1",
                "https://cyclonedx.org/bom");
        assertThat(Files.readString(folder.resolve("ledger/entries.jsonl"))).contains("\"scan\"", "\"sbom\"", "\"decision\"",
                "\"release\"", ReleaseGround.COMMIT, "payments");
        assertThat(folder.resolve("evidence/sboms")).isDirectoryContaining(file -> file.toString().endsWith(".json"));
    }

    @Test
    void theSecondReleaseChangesNothing() throws IOException {
        Path layout = ground.cleanImage("image");
        ground.release("oci:" + layout);
        String index = index(layout);
        String entries = Files.readString(folder.resolve("ledger/entries.jsonl"));
        CommandLineRun again = ground.release("oci:" + layout);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("nothing new");
        assertThat(index(layout)).isEqualTo(index);
        assertThat(Files.readString(folder.resolve("ledger/entries.jsonl"))).isEqualTo(entries);
        assertThat(ground.run("scan", "oci:" + layout).code()).as("an image with attachments is still the only image").isZero();
    }

    @Test
    void somethingNewMakesANewDecision() throws IOException {
        Path layout = ground.cleanImage("image");
        ground.release("oci:" + layout);
        CommandLineRun other = ground.release("oci:" + layout, "--repository", "https://git.example/shop");
        assertThat(other.out()).contains("attached to");
        try (Stream<String> lines = Files.lines(folder.resolve("ledger/entries.jsonl"))) {
            assertThat(lines.filter(line -> line.contains("\"kind\":\"decision\""))).hasSize(2);
        }
    }

    @Test
    void aWarningWaitsForASecondPerson() throws IOException {
        Path layout = ground.rootImage("image");
        CommandLineRun before = ground.release("oci:" + layout);
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out()).contains("a second person must approve it");
        String name = name(layout, before);
        CommandLineRun approved = ground.approve(name, ground.alice);
        assertThat(approved.err()).isEmpty();
        assertThat(approved.code()).isZero();
        assertThat(approved.out()).contains("bob@example.com", "alice approves");
        CommandLineRun after = ground.release("oci:" + layout);
        assertThat(after.code()).as(after.out()).isZero();
        assertThat(after.out()).contains("approved by alice until");
        assertThat(Files.readString(folder.resolve("ledger/entries.jsonl"))).contains("\"kind\":\"approval\"");
    }

    /// An approver has no key of the ledger; whoever stands on the approval next writes it down.
    @Test
    void anApprovalWithoutTheLedgersKeyIsWrittenDownByTheNextRelease() throws IOException {
        Path layout = ground.rootImage("image");
        String name = name(layout, ground.release("oci:" + layout));
        CommandLineRun approved = ground.run("approve", name, "--key", ground.alice.file().toString(), "--reason", "planned",
                "--expires", "30d", "--config", ground.configuration.toString(), "--trusted-key", ground.publicKey.toString(),
                "--ledger", ground.ledger());
        assertThat(approved.code()).as(approved.err()).isZero();
        assertThat(approved.err()).contains("the next release or gate writes the approval down");
        Path entries = folder.resolve("ledger/entries.jsonl");
        assertThat(Files.readString(entries)).doesNotContain("\"kind\":\"approval\"");
        assertThat(ground.release("oci:" + layout).code()).isZero();
        ground.release("oci:" + layout);
        assertThat(Files.readAllLines(entries)).filteredOn(line -> line.contains("\"kind\":\"approval\"")).hasSize(1);
    }

    @Test
    void theDigestAloneIsEnoughForAnImageThatTheLedgerKnows() throws IOException {
        Path layout = ground.rootImage("image");
        String name = name(layout, ground.release("oci:" + layout));
        CommandLineRun approved = ground.approve(name.substring(name.indexOf("sha256:")), ground.alice);
        assertThat(approved.code()).as(approved.err()).isZero();
    }

    private static String name(Path layout, CommandLineRun run) {
        int at = run.out().indexOf("oci:" + layout + "@sha256:");
        return run.out().substring(at, at + ("oci:" + layout + "@sha256:").length() + 64);
    }

    @Test
    void whoMayNotApproveIsRefused() throws IOException {
        Path layout = ground.rootImage("image");
        String name = name(layout, ground.release("oci:" + layout));
        assertThat(ground.approve(name, ground.mallory)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("approvers: does not list").hasLineCount(1);
        });
        Path own = ground.rootImage("own");
        String asked = name(own, ground.release("oci:" + own, "--requester", "alice@example.com"));
        assertThat(ground.approve(asked, ground.alice).err()).contains("alice asked for it and approved it");
        assertThat(ground.approve(name, ground.alice, "--expires", "2020-01-01").err()).contains("cannot end before today");
        assertThat(ground.approve("oci:" + layout, ground.alice).err()).contains("approved by its digest");
        assertThat(ground.approve("sha256:" + "0".repeat(64), ground.alice).err()).contains("the ledger knows no release");
        assertThat(index(layout)).doesNotContain("application/vnd.in-toto+json");
    }

    @Test
    void whatBlocksCannotBeApprovedAndWhatPassesNeedNot() throws IOException {
        Path clean = ground.cleanImage("clean");
        assertThat(ground.approve(name(clean, ground.release("oci:" + clean)), ground.alice).err()).contains("needs no approval");
        Files.writeString(ground.configuration, Files.readString(ground.configuration) + "gate: {block: medium}\n");
        Path bad = ground.rootImage("bad");
        CommandLineRun blocked = ground.release("oci:" + bad);
        assertThat(blocked.code()).isEqualTo(1);
        assertThat(ground.approve(name(bad, blocked), ground.alice).err()).contains("what blocks cannot be approved");
    }

    @Test
    void mistakesAreToldInOneLine() throws IOException {
        Path layout = ground.cleanImage("image");
        for (String[] arguments : new String[][]{{"release", "oci:" + layout},
            {"release", layout.toString(), "--key", ground.key.toString()},
            {"release", "oci:" + layout, "--key", ground.publicKey.toString()},
            {"release", "archive:" + layout, "--key", ground.key.toString()},
            {"release", "oci:" + layout, "--key", ground.key.toString(), "--commit", "main"},
            {"release", "oci:" + layout, "--key", ground.key.toString(), "--commit", "f".repeat(40)},
            {"release", "oci:" + folder.resolve("absent"), "--key", ground.key.toString()}}) {
            CommandLineRun run = ground.run(arguments);
            assertThat(run.code()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(run.err().lines()).as(String.join(" ", arguments)).hasSize(1);
        }
    }

    @Test
    void aDamagedImageIsNotReleased() throws IOException {
        Path layout = ground.cleanImage("image");
        ground.run("scan", "oci:" + layout);
        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                if (bytes[0] == 0x1f) {
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(blob, bytes);
                }
            }
        }
        CommandLineRun run = ground.release("oci:" + layout);
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
    }
}
