package dev.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.core.finding.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationEditTest {
    private static final ExceptionEntry ENTRY = entry("ex-1", "the partner rotates it: on the first");

    private static ExceptionEntry entry(String id, String reason) {
        return new ExceptionEntry(id, Fingerprint.parse("secret/1:root-1.00ff"), 2, "payments", reason,
                LocalDate.of(2026, 12, 31), null, "bob@example.com", null, "gatehouse.yaml", 1);
    }

    private static String added(String before, ExceptionEntry entry) throws ConfigurationException {
        return new String(ConfigurationEdit.add("gatehouse.yaml", before.getBytes(StandardCharsets.UTF_8), entry),
                StandardCharsets.UTF_8);
    }

    private static Configuration read(String text) throws ConfigurationException {
        return ConfigurationReader
                .read(List.of(new Layer(Layer.Kind.REPOSITORY, "gatehouse.yaml", text.getBytes(StandardCharsets.UTF_8))))
                .configuration();
    }

    @Test
    void anEntryIsAddedAfterTheLastOneAndNothingElseIsTouched() throws ConfigurationException {
        String before = """
                # what blocks
                gate: {block: medium}   # strict

                exceptions:
                  # agreed in June
                  - id: old
                    fingerprint: secret/1:public.11
                    owner: shop
                    reason: >
                      two
                      lines
                    expires: 2026-06-30 # a Tuesday

                # where we do not look
                paths:
                  exclude: [third_party/]
                """;
        String after = added(before, ENTRY);
        assertThat(after).isEqualTo(before.replace("# a Tuesday\n", """
                # a Tuesday
                  - id: ex-1
                    fingerprint: secret/1:root-1.00ff
                    places: 2
                    owner: payments
                    reason: "the partner rotates it: on the first"
                    expires: 2026-12-31
                    requester: bob@example.com
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "---\n", "gate: {block: low}", "gate:\n  block: low\n", "exceptions:\n",
        "exceptions: []\n", "exceptions: ~  # none\ngate: {block: low}\n", "exceptions: [] # none", "{}", "{gate: {block: low}}",
        "{exceptions: [], gate: {block: low}}", "gate:\r\n  block: low\r\n",
        "exceptions:\n- {id: a, fingerprint: 'x/1:1', owner: b, reason: c, expires: 2026-01-01}\n",
        "exceptions: [{id: a, fingerprint: 'x/1:1', owner: b, reason: c, expires: 2026-01-01}]\n",
        "exceptions:\n  - id: a\n    fingerprint: x/1:1\n    owner: b\n    expires: 2026-01-01\n    reason: |\n      last\n\ngate:\n  block: low\n",
        "\uFEFFgate:\n  block: low\n"})
    void everyWayOfWritingTheFileTakesAnEntryAndAnApproval(String before) throws ConfigurationException {
        String after = added(before, ENTRY);
        List<ExceptionEntry> entries = read(after).exceptions();
        assertThat(entries).hasSize(read(before).exceptions().size() + 1);
        assertThat(entries.getLast().statement()).isEqualTo(ENTRY.statement());
        assertThat(read(after).gate()).isEqualTo(read(before).gate());
        String approved = new String(ConfigurationEdit.approve("gatehouse.yaml", after.getBytes(StandardCharsets.UTF_8), "ex-1",
                new ExceptionEntry.Approval("alice", "U1NIU0lH/+==")), StandardCharsets.UTF_8);
        assertThat(read(approved).exceptions().getLast().approval())
                .isEqualTo(new ExceptionEntry.Approval("alice", "U1NIU0lH/+=="));
        String again = new String(ConfigurationEdit.approve("gatehouse.yaml", approved.getBytes(StandardCharsets.UTF_8), "ex-1",
                new ExceptionEntry.Approval("carol", "AAAA")), StandardCharsets.UTF_8);
        assertThat(read(again).exceptions().getLast().approval()).isEqualTo(new ExceptionEntry.Approval("carol", "AAAA"));
    }

    @Test
    void whatCannotBeEditedSafelyIsRefusedWithTheTextToPutInByHand() {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> added("gate: {block: low}\n...\n", ENTRY))
                .withMessageContaining("by hand").withMessageContaining("fingerprint: secret/1:root-1.00ff");
    }

    @Test
    void anIdIsGivenOnce() throws ConfigurationException {
        String once = added("", ENTRY);
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> added(once, entry("ex-1", "another")))
                .withMessageContaining("already");
    }

    @Property(tries = 300)
    void whateverPeopleWriteIsReadAsTheyWroteIt(@ForAll("texts") String reason, @ForAll("files") String before)
            throws ConfigurationException {
        String after = added(before, entry("ex-1", reason));
        assertThat(read(after).exceptions().getLast().reason()).isEqualTo(reason);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab: #-'\"\\{}[],&*!|>%@`~?\n\t=").ofMinLength(1).ofMaxLength(20),
                Arbitraries.of("true", "null", "- a", "1e5", "2026-01-01", "0x1f", "~", "a: b", "a #b", "é\u2028ü\uD83D\uDE00",
                        "no", "'", "---", "..."))
                .filter(text -> !text.isBlank());
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("", "gate: {block: low}\n", "{exceptions: []}", "exceptions: [] # none\n", "gate:\r\n  block: low");
    }

    @Property(tries = 500)
    void noTwoExceptionsThatDifferHaveTheSameStatement(@ForAll("lines") String reason, @ForAll("lines") String control,
            @ForAll("lines") String otherReason, @ForAll("lines") String otherControl) {
        ExceptionEntry one = with(reason, control);
        ExceptionEntry other = with(otherReason, otherControl);
        boolean same = reason.strip().equals(otherReason.strip()) && control.strip().equals(otherControl.strip());
        assertThat(one.statement().equals(other.statement())).isEqualTo(same);
    }

    private static ExceptionEntry with(String reason, String control) {
        return new ExceptionEntry("a", ENTRY.fingerprint(), 1, "o", reason, ENTRY.expires(), control, null, null, "f", 1);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("a", "\nexpires: 2099-01-01", "\ncompensating-control: ", "\\n", "\\", "\n", "x")
                .list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts));
    }
}
