package dev.gatehouse.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.Verification;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final Subject IMAGE = Subject.image("sha256:" + "0a".repeat(32));
    private static final String COMMIT = "1b".repeat(20);
    private static final Period MARCH = new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ED25519);

    @TempDir
    Path folder;

    private final List<Recorded> records = new ArrayList<>();
    private @Nullable List<Facts.Change> changes = List.of(new Facts.Change(COMMIT, List.of(), march(10)));
    private @Nullable List<Facts.Deployment> deployments = List.of(new Facts.Deployment(march(12), "production", IMAGE));

    private static Instant march(int day) {
        return Instant.parse("2026-03-%02dT10:00:00Z".formatted(day));
    }

    private void record(int day, LedgerRecord record) {
        records.add(new Recorded(records.size(), march(day), null, record));
    }

    private static Decided decided(Subject subject, String stage, String verdict) {
        return new Decided(subject, stage, verdict, false, "sha256:" + "44".repeat(32), march(1), List.of(), List.of(), COMMIT);
    }

    private void everything() {
        record(2, new Scanned(Subject.commit(COMMIT), "working tree", List.of("secrets", "sca"), "sha256:" + "22".repeat(32),
                new LinkedHashMap<>(), new Scanned.Extent(10, 0, 0), march(2), march(1), false, false));
        record(9, decided(Subject.commit(COMMIT), "pull-request", "allow"));
        record(11, new SbomKept(IMAGE, "cyclonedx-1.6", "33".repeat(32), "kept/a.json", 12));
        record(11, decided(IMAGE, "release", "warn"));
        record(11, new Approved(IMAGE, "release", "kim@example.com", "release", "sam@example.com", "agreed", march(30),
                "sha256:" + "55".repeat(32)));
        record(11, new Released(IMAGE, "registry.example/shop:1", COMMIT, List.of(), "warn"));
        record(20, incident(true));
        record(21, incident(false));
    }

    private static IncidentState incident(boolean open) {
        return new IncidentState(IMAGE, "detection/1:aa", open, "r", "Shell <b>in</b> a container", "high", march(20), 1,
                open ? null : "image rebuilt", IncidentState.Origin.UNKNOWN, List.of(), List.of());
    }

    private Evidence evidence(String framework) throws Exception {
        Ledger ledger = Ledger.open(folder, "example.com/shop");
        var kept = ledger.append(List.of(), KEY);
        var verified = Verification.of(folder, List.of(KEY.verificationKey()), kept);
        return Evidence.of(Framework.of(framework), new Facts(MARCH, records, changes, deployments, verified, march(31)));
    }

    private Answer answer(String control) throws Exception {
        return evidence("soc2").controls().stream().filter(each -> each.control().id().equals(control)).findFirst().orElseThrow()
                .answer();
    }

    @Test
    void tenControlsOfEachFrameworkAskSomethingThatIsAnswered() throws Exception {
        everything();
        for (String framework : Framework.IDS) {
            assertThat(Framework.of(framework).controls()).hasSize(10);
            assertThat(evidence(framework).controls()).extracting(each -> each.answer().state()).as(framework)
                    .filteredOn(state -> state == Answer.State.NOT_SATISFIED).isEmpty();
        }
        assertThatThrownBy(() -> Framework.of("iso")).hasMessageContaining("soc2, pci-dss");
    }

    @Test
    void whatNothingCouldSayIsUnknownAndNeverSatisfied() throws Exception {
        changes = null;
        deployments = null;
        assertThat(evidence("soc2").count(Answer.State.SATISFIED)).isEqualTo(1);
        assertThat(answer("CC2.1").state()).isEqualTo(Answer.State.SATISFIED);
        assertThat(answer("CC6.8").state()).isEqualTo(Answer.State.UNKNOWN);
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.UNKNOWN);
        assertThat(answer("CC7.4").state()).isEqualTo(Answer.State.UNKNOWN);
        assertThat(answer("CC7.1").gaps()).singleElement().satisfies(gap -> assertThat(gap.what()).contains("no whole scan"));
    }

    @Test
    void aMergeWithoutADecisionIsAGapAndTheHeadThatWasJudgedCountsForTheMerge() throws Exception {
        everything();
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.SATISFIED);
        String other = "2c".repeat(20);
        changes = List.of(new Facts.Change(other, List.of(COMMIT), march(10)));
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.SATISFIED);
        changes = List.of(new Facts.Change(other, List.of(), march(10)));
        assertThat(answer("CC8.1").gaps()).singleElement()
                .satisfies(gap -> assertThat(gap.what()).isEqualTo("change 2c2c2c2c2c2c has no decision of a gate"));
        record(12, decided(Subject.commit(other), "pull-request", "block"));
        assertThat(answer("CC8.1").gaps()).singleElement()
                .satisfies(gap -> assertThat(gap.what()).contains("did not let it pass"));
        record(12, decided(Subject.commit(other), "commit", "allow"));
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.NOT_SATISFIED);
    }

    @Test
    void aDeploymentBeforeItsDecisionOrAgainstAnIncidentIsAGap() throws Exception {
        everything();
        assertThat(answer("CC6.8").state()).isEqualTo(Answer.State.SATISFIED);
        deployments = List.of(new Facts.Deployment(march(10), "production", IMAGE));
        assertThat(answer("CC6.8").gaps()).singleElement()
                .satisfies(gap -> assertThat(gap.what()).contains("to production without a release decision"));
        deployments = List.of(new Facts.Deployment(march(20).plusSeconds(60), "production", IMAGE));
        assertThat(answer("CC7.5").state()).isEqualTo(Answer.State.NOT_SATISFIED);
        deployments = List.of(new Facts.Deployment(march(22), "production", IMAGE));
        assertThat(answer("CC7.5").state()).isEqualTo(Answer.State.SATISFIED);
    }

    @Test
    void aReleaseWithWarningsNeedsAnotherPersonWhoseApprovalHolds() throws Exception {
        everything();
        records.removeIf(each -> each.record() instanceof Approved);
        assertThat(answer("CC8.1").gaps()).extracting(Answer.Gap::what).containsExactly(
                "release of registry.example/shop:1 with warnings and without a second person");
        record(11,
                new Approved(IMAGE, "release", "sam@example.com", "release", "sam@example.com", "mine", march(30), "sha256:x"));
        record(11,
                new Approved(IMAGE, "release", "kim@example.com", "release", "sam@example.com", "late", march(11), "sha256:x"));
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.NOT_SATISFIED);
    }

    @Test
    void anExploitedWeaknessOfAReplacedImageIsDealtWith() throws Exception {
        everything();
        record(22,
                new FindingOpened(IMAGE, "dependency/1:x", "exploited-dependency", "critical", "x is exploited", null, List.of(),
                        true));
        assertThat(answer("CC7.2").gaps()).extracting(Answer.Gap::what)
                .containsExactly("x is exploited on " + IMAGE + " is still open");
        record(23, new Deployed(IMAGE, "production", march(23), null, "shop/deployment/shop"));
        assertThat(answer("CC7.2").state()).isEqualTo(Answer.State.NOT_SATISFIED);
        Subject next = Subject.image("sha256:" + "0b".repeat(32));
        record(24, new Deployed(next, "production", march(24), null, "shop/deployment/shop"));
        assertThat(answer("CC7.2").state()).isEqualTo(Answer.State.SATISFIED);
        assertThat(answer("CC7.2").proofs()).extracting(Answer.Proof::what)
                .contains("x is exploited: the image was replaced by " + next);
    }

    @Test
    void anExceptionNeedsASecondPersonToo() throws Exception {
        everything();
        record(12, new Decided(Subject.commit(COMMIT), "pull-request", "allow", false, "sha256:" + "66".repeat(32), march(12),
                List.of(), List.of("ex-1"), COMMIT));
        assertThat(answer("CC8.1").gaps()).extracting(Answer.Gap::what)
                .containsExactly("a decision at pull-request stood on exception ex-1 without a second person");
        record(12, approval("ex-2", "kim@example.com", 30));
        record(12, approval("ex-1", "sam@example.com", 30));
        record(12, approval("ex-1", "kim@example.com", 11));
        assertThat(answer("CC8.1").gaps()).hasSize(1);
        record(13, approval("ex-1", "kim@example.com", 30));
        assertThat(answer("CC8.1").state()).isEqualTo(Answer.State.SATISFIED);
        assertThat(answer("CC8.1").proofs()).extracting(Answer.Proof::what)
                .contains("exception ex-1 approved by kim@example.com, requested by sam@example.com: tolerable");
    }

    private static Approved approval(String exception, String approver, int until) {
        return new Approved(Approved.exception(exception), Approved.EXCEPTION, approver, "exceptions", "sam@example.com",
                "tolerable", march(until), "sha256:" + "77".repeat(32));
    }

    @Test
    void aScanWithGapsOrStaleAdvisoriesProvesNothing() throws Exception {
        record(2, new Scanned(Subject.commit(COMMIT), "t", List.of("sca", "secrets"), "sha256:x", new LinkedHashMap<>(),
                new Scanned.Extent(1, 0, 0), march(2), Instant.parse("2026-01-01T00:00:00Z"), false, false));
        assertThat(answer("CC7.1").state()).isEqualTo(Answer.State.NOT_SATISFIED);
        assertThat(answer("CC6.1").state()).isEqualTo(Answer.State.SATISFIED);
        records.clear();
        record(2, new Scanned(Subject.commit(COMMIT), "t", List.of("sca", "secrets"), "sha256:x", new LinkedHashMap<>(),
                new Scanned.Extent(1, 1, 0), march(2), march(1), false, false));
        assertThat(answer("CC6.1").state()).isEqualTo(Answer.State.NOT_SATISFIED);
        records.clear();
        record(2, new Scanned(Subject.commit(COMMIT), "t", List.of("sca", "secrets"), "sha256:x", new LinkedHashMap<>(),
                new Scanned.Extent(1, 0, 0), march(2), march(1), false, true));
        assertThat(answer("CC6.1").state()).as("a scan of one folder").isEqualTo(Answer.State.NOT_SATISFIED);
    }

    @Test
    void answersHoldForTheirMomentAndTheSameFactsGiveTheSameBytes() throws Exception {
        everything();
        Evidence evidence = evidence("pci-dss");
        assertThat(EvidenceJson.of(evidence)).isEqualTo(EvidenceJson.of(evidence));
        var early = new Facts(MARCH, records, changes, deployments, evidence.facts().ledger(), march(20).plusSeconds(1));
        assertThat(early.records()).hasSize(7);
        String page = new String(EvidencePage.of(evidence), StandardCharsets.UTF_8);
        assertThat(page).contains("Shell &lt;b&gt;in&lt;/b&gt; a container", "12.10.1", "entry 7").doesNotContain("<script",
                "<b>in",
                "http://", "https://");
        assertThat(new String(EvidenceJson.of(evidence), StandardCharsets.UTF_8)).contains("\"format\":\"evidence/1\"",
                "\"completeness\":\"proven\"", "\"id\":\"6.2.3.1\"");
    }

    @Test
    void aLineOfDeploymentsThatIsNoneIsRefusedWithItsNumber() throws Exception {
        String good = "{\"time\":\"2026-03-01T10:00:00+01:00\",\"environment\":\"p\",\"digest\":\"" + IMAGE
                + "\",\"by\":\"x\"}\n";
        assertThat(Deployments.read("d.jsonl", (good + "\n" + good).getBytes(StandardCharsets.UTF_8))).hasSize(2);
        for (String wrong : List.of("{", "[]", "{\"time\":\"x\",\"environment\":\"p\",\"digest\":\"" + IMAGE + "\"}",
                "{\"time\":\"2026-03-01T10:00:00Z\",\"environment\":\"p\",\"digest\":\"latest\"}")) {
            assertThatThrownBy(() -> Deployments.read("d.jsonl", (good + wrong).getBytes(StandardCharsets.UTF_8))).as(wrong)
                    .isInstanceOf(DocumentException.class).hasMessageStartingWith("d.jsonl:2:");
        }
    }
}
