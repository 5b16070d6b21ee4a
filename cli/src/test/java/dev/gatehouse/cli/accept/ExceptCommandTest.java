package dev.gatehouse.cli.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExceptCommandTest {
    private static final Pattern FINGERPRINT = Pattern.compile("secret/1:public\\.[0-9a-f]{32}");
    private static final Pattern ID = Pattern.compile("exception (ex-[0-9]{8}-[0-9a-f]{4}(?:-[0-9]+)?)");

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private String fingerprint = "";

    @BeforeEach
    void leak() throws IOException {
        Files.writeString(folder.resolve("credentials"), "aws_access_key_id = " + "AKIA" + "Q3EGRIBJ4TZL5V2N" + "\n");
        CommandLineRun scan = run("explain", "aws-access-key-id", "--root", folder.toString());
        Matcher matcher = FINGERPRINT.matcher(scan.out());
        assertThat(matcher.find()).as(scan.out() + scan.err()).isTrue();
        fingerprint = matcher.group();
    }

    private CommandLineRun run(String... arguments) {
        return typing("", arguments);
    }

    private CommandLineRun typing(String input, String... arguments) {
        return CommandLineRun.asked(Map.of("XDG_CACHE_HOME", elsewhere.resolve("cache").toString()), input, arguments);
    }

    private CommandLineRun except(String... more) {
        return run(Stream.concat(Stream.of("except", fingerprint, "--root", folder.toString(), "--owner", "payments", "--reason",
                "the partner rotates it", "--expires", "30d", "--requester", "bob"), Stream.of(more)).toArray(String[]::new));
    }

    private int gate(String stage) {
        return run("scan", "-q", "--stage", stage, folder.toString()).code();
    }

    private String yaml() throws IOException {
        return Files.readString(folder.resolve("gatehouse.yaml"));
    }

    private static String id(CommandLineRun run) {
        Matcher matcher = ID.matcher(run.out());
        assertThat(matcher.find()).as(run.out() + run.err()).isTrue();
        return matcher.group(1);
    }

    private SshKeyFile approver(String name) throws IOException {
        SshKeyFile key = SshKeyFile.write(elsewhere.resolve(name));
        Files.writeString(folder.resolve("gatehouse.yaml"),
                "# ours\napprovers:\n  - {name: " + name + ", key: " + key.line() + "}\n");
        return key;
    }

    @Test
    void anExceptionLetsTheFindingPassUntilItEnds() throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), "# ours\ngate: {block: high} # strict\n");
        assertThat(gate("commit")).isEqualTo(1);
        CommandLineRun excepted = except("--compensating-control", "address list");
        assertThat(excepted.code()).as(excepted.err()).isZero();
        assertThat(yaml()).startsWith("# ours\ngate: {block: high} # strict\n").contains("fingerprint: " + fingerprint,
                "owner: payments", "places: 1", "compensating-control: address list");
        assertThat(gate("commit")).isZero();
        assertThat(gate("release")).as("from release on a signature is needed").isEqualTo(1);
        assertThat(run("scan", "-q", "--stage", "commit", "--as-of", "2099-01-01", folder.toString()).code())
                .as("after its end it blocks again").isEqualTo(1);
        assertThat(except().err()).contains("accepts it already");
    }

    @Test
    void oneMorePlaceIsNotCovered() throws IOException {
        except();
        Files.copy(folder.resolve("credentials"), folder.resolve("more"));
        assertThat(gate("commit")).isEqualTo(1);
    }

    /// Whether the approver writes to the ledger or the gate that stands on the approval: it says the same, and says it once.
    @Test
    void theLedgerRemembersWhoAgreedToWhatAndUntilWhen() throws IOException {
        SshKeyFile alice = approver("alice");
        String id = id(except());
        run("approve", id, "--key", alice.file().toString(), "--root", folder.toString());
        Path ledger = elsewhere.resolve("ledger");
        for (int i = 0; i < 2; i++) {
            assertThat(run("scan", "-q", "--stage", "commit", folder.toString(), "--ledger", ledger.toString()).code()).isZero();
        }
        Path entries = ledger.resolve("entries.jsonl");
        assertThat(Files.readAllLines(entries)).filteredOn(line -> line.contains("\"kind\":\"approval\"")).singleElement()
                .satisfies(line -> assertThat(line).contains("\"subject\":\"exception " + id + "\"", "\"what\":\"exception\"",
                        "\"approver\":\"alice\"", "\"requester\":\"bob\"", "the partner rotates it"));
        String before = Files.readString(entries);
        CommandLineRun again = run("approve", id, "--key", alice.file().toString(), "--root", folder.toString(), "--ledger",
                ledger.toString());
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readString(entries)).isEqualTo(before);
    }

    @Test
    void theSecondPersonApproves() throws IOException {
        SshKeyFile alice = approver("alice");
        String id = id(except());
        assertThat(gate("commit")).as("nobody has signed").isEqualTo(1);
        assertThat(run("except", "list", "--root", folder.toString()).out()).contains("waits for an approver's signature",
                "requested by bob", "30 days left");
        CommandLineRun approved = run("approve", id, "--key", alice.file().toString(), "--root", folder.toString());
        assertThat(approved.code()).as(approved.err()).isZero();
        assertThat(approved.out()).contains("gatehouse exception 1", "alice approves exception " + id);
        assertThat(yaml()).startsWith("# ours\n");
        assertThat(gate("release")).isZero();
        assertThat(run("except", "list", "--root", folder.toString()).out()).contains("approved by alice");
    }

    @Test
    void anApproverMayWriteAndSignAtOnceWhatSomebodyElseAskedFor() throws IOException {
        SshKeyFile alice = approver("alice");
        assertThat(except("--key", alice.file().toString()).code()).isZero();
        assertThat(gate("release")).isZero();
    }

    @Test
    void whoAskedCannotApproveWhateverNameIsUsed() throws IOException {
        SshKeyFile alice = approver("alice");
        for (String name : List.of("alice", "Alice", "alice@example.com")) {
            CommandLineRun own = run("except", fingerprint, "--root", folder.toString(), "--owner", "payments", "--reason", "x",
                    "--expires", "30d", "--requester", name, "--key", alice.file().toString());
            assertThat(own.code()).isEqualTo(2);
            assertThat(own.err()).contains("asked for it and approved it");
        }
        assertThat(yaml()).doesNotContain("exceptions:");
    }

    @Test
    void anUnknownKeyIsRefusedAndNothingIsWritten() throws IOException {
        approver("alice");
        SshKeyFile mallory = SshKeyFile.write(elsewhere.resolve("mallory"));
        String id = id(except());
        String before = yaml();
        CommandLineRun refused = run("approve", id, "--key", mallory.file().toString(), "--root", folder.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("does not list");
        assertThat(yaml()).isEqualTo(before);
    }

    @Test
    void anEditedTextMakesTheSignatureVoid() throws IOException {
        SshKeyFile alice = approver("alice");
        except("--key", alice.file().toString());
        Files.writeString(folder.resolve("gatehouse.yaml"), yaml().replaceFirst("expires: [0-9-]+", "expires: 2098-01-01"));
        assertThat(gate("commit")).isEqualTo(1);
        assertThat(run("except", "list", "--root", folder.toString()).out()).contains("edited afterwards");
    }

    @Test
    void whatIsMissingIsAskedForOnATerminalAndNamedElsewhere() throws IOException {
        CommandLineRun missing = run("except", fingerprint, "--root", folder.toString(), "--owner", "payments");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("--reason is missing");
        CommandLineRun asked = typing("payments\n\nthe partner: rotates it\n6w\naddress list\ncarol\n", "except", fingerprint,
                "--root",
                folder.toString());
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(yaml()).contains("reason: \"the partner: rotates it\"", "requester: carol",
                "expires: " + LocalDate.now(ZoneOffset.UTC).plusWeeks(6));
    }

    @Test
    void theListWarnsTwoWeeksAhead() {
        except();
        LocalDate end = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        CommandLineRun early = run("except", "list", "--root", folder.toString(), "--as-of", end.minusDays(15).toString());
        assertThat(early.out()).contains("15 days left").doesNotContain("(!)");
        CommandLineRun late = run("except", "list", "--root", folder.toString(), "--as-of", end.minusDays(14).toString());
        assertThat(late.out()).contains("14 days left (!)");
        assertThat(late.err()).contains("1 within 14 days of the end");
        CommandLineRun over = run("except", "list", "--root", folder.toString(), "--as-of", end.plusDays(1).toString());
        assertThat(over.out()).contains("expired " + end);
    }
}
