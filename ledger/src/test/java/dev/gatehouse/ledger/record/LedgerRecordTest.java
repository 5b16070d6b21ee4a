package dev.gatehouse.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRecordTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Subject IMAGE = Subject.image("sha256:" + "0a".repeat(32));
    private static final Subject COMMIT = Subject.commit("1b".repeat(20));

    @TempDir
    Path folder;

    /// One of each kind, with everything that it can say.
    static List<LedgerRecord> samples() {
        var open = new LinkedHashMap<String, Long>();
        open.put("critical", 1L);
        open.put("low", 20L);
        return List.of(
                new Scanned(COMMIT, "working tree of shop", List.of("secrets", "sca"), "sha256:" + "22".repeat(32), open,
                        new Scanned.Extent(812, 1, 2), NOW, NOW.minusSeconds(60), true, true),
                new SbomKept(IMAGE, "cyclonedx-1.6", "33".repeat(32), "sbom/a.cdx.json", 210),
                new Decided(IMAGE, "release", "warn", true, "sha256:" + "44".repeat(32), NOW,
                        List.of("sca/1:ab", "file-unreadable"),
                        List.of("EXC-1"), "1b".repeat(20)),
                new Approved(IMAGE, "release", "kim@example.com", "release", "sam@example.com",
                        "agreed in the review \u2014 \"ok\"",
                        NOW.plusSeconds(86_400), "sha256:" + "55".repeat(32)),
                new Released(IMAGE, "registry.example/team/shop:1.4", "1b".repeat(20), List.of("@shop/payments"), "allow"),
                new Deployed(IMAGE, "production", NOW.minusSeconds(5), "registry.example/team/shop:1.4",
                        "shop/deployment/checkout"),
                new FindingOpened(IMAGE, "sca/1:abc", "vulnerable-package", "high", "lib 1.0 is affected", "pkg:npm/lib@1.0",
                        List.of("CVE-2026-0001"), true),
                new FindingClosed(IMAGE, "sca/1:abc", "the advisory was withdrawn"),
                new IncidentState(IMAGE, "detection/1:aa", false, "sigma-shell", "Shell in a container", "high", NOW, 12,
                        "image rebuilt", new IncidentState.Origin("1b".repeat(20), List.of("@shop/payments")),
                        List.of("shop/checkout-7d9f"), List.of("elevation-of-privilege")),
                new Unrecognised(new Event(NOW, "backup-tested", null, null, "{\"ok\":true}")));
    }

    @Test
    void everyKindIsReadBackAsItWasWritten() throws Exception {
        for (LedgerRecord record : samples()) {
            assertThat(LedgerRecord.of(record.event(NOW, "ci@example.com"))).as(record.kind())
                    .usingRecursiveComparison().ignoringFields("event.actor").isEqualTo(record);
        }
    }

    @Test
    void aLedgerKeepsThemAndHandsThemBackInOrder() throws Exception {
        Ledger ledger = Ledger.open(folder, "example.com/shop");
        ledger.append(samples().stream().map(each -> each.event(NOW, "ci@example.com")).toList(), null);
        List<Recorded> read = Recorded.all(ledger);
        assertThat(read).extracting(Recorded::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(read).extracting(Recorded::actor).containsOnly("ci@example.com");
        assertThat(read).extracting(each -> each.record().kind()).containsExactlyElementsOf(
                samples().stream().map(LedgerRecord::kind).toList());
        assertThat(read.get(4).record()).isEqualTo(samples().get(4));
    }

    @Test
    void membersThatALaterVersionAddsAreTolerated() throws Exception {
        for (LedgerRecord record : samples()) {
            Event event = record.event(NOW, null);
            String more = event.body().substring(0, event.body().length() - 1) + ",\"weather\":{\"sky\":[1,null]}}";
            LedgerRecord read = LedgerRecord.of(new Event(event.time(), event.kind(), event.subject(), event.actor(), more));
            if (!(record instanceof Unrecognised)) {
                assertThat(read).isEqualTo(record);
            }
        }
    }

    @Test
    void aKnownKindThatLacksWhatItMustSayIsRefusedAndTheEntryNamed() throws Exception {
        List<LedgerRecord> known = samples().subList(0, samples().size() - 1);
        for (LedgerRecord record : known) {
            assertThatThrownBy(() -> LedgerRecord.of(new Event(NOW, record.kind(), IMAGE.text(), null, "{}")))
                    .isInstanceOf(LedgerException.class).hasMessageContaining(record.kind()).hasMessageContaining("missing");
            assertThatThrownBy(() -> LedgerRecord.of(new Event(NOW, record.kind(), null, null, record.body())))
                    .isInstanceOf(LedgerException.class).hasMessageContaining("subject");
        }
        Ledger ledger = Ledger.open(folder, "example.com/shop");
        ledger.append(List.of(samples().get(1).event(NOW, null), new Event(NOW, "deployment", IMAGE.text(), null,
                "{\"environment\":\"production\",\"time\":\"yesterday\"}")), null);
        assertThatThrownBy(() -> Recorded.all(ledger)).isInstanceOf(LedgerException.class)
                .hasMessage("entry 1: a record of kind deployment cannot be read: 'time' is no time");
    }

    @Test
    void incidentsOfTheFirstFormatAreRead() throws Exception {
        var event = new Event(NOW, "incident", IMAGE.text(), null,
                "{\"id\":\"detection/1:aa\",\"state\":\"open\",\"rule\":\"r\",\"title\":\"t\",\"severity\":\"high\",\"subject\":\""
                        + IMAGE + "\",\"opened\":\"2026-03-01T10:00:00Z\",\"events\":3}");
        assertThat(LedgerRecord.of(event)).isInstanceOfSatisfying(IncidentState.class, state -> {
            assertThat(state.open()).isTrue();
            assertThat(state.origin()).isEqualTo(IncidentState.Origin.UNKNOWN);
        });
    }

    @Test
    void subjectsKnowWhatTheyName() {
        assertThat(IMAGE.isImage()).isTrue();
        assertThat(IMAGE.isCommit()).isFalse();
        assertThat(COMMIT.isCommit()).isTrue();
        assertThat(new Subject("shop/checkout").isImage()).isFalse();
        for (String wrong : List.of("sha256:" + "0A".repeat(32), "sha256:0a", "0a".repeat(32))) {
            assertThatThrownBy(() -> Subject.image(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Subject.commit("main")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subject(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void anyTextSurvives(@ForAll("approvals") Approved approved) throws LedgerException {
        assertThat(LedgerRecord.of(approved.event(NOW, null))).isEqualTo(approved);
    }

    @Provide
    static Arbitrary<Approved> approvals() {
        // Lone surrogates are no text: they cannot be written as UTF-8.
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(60)
                .filter(each -> each.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        return Combinators.combine(text, text, text, text, Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L))
                .as((a, b, c, d, time) -> new Approved(IMAGE, a, b, c, d, a + b, Instant.ofEpochMilli(time), c));
    }

    @Property(tries = 300)
    void theNewestStateOfEachIncidentAndFindingHolds(@ForAll List<Integer> steps) {
        List<Recorded> records = new ArrayList<>();
        var openIncidents = new java.util.TreeSet<String>();
        var openFindings = new java.util.TreeSet<String>();
        for (int step : steps) {
            String id = "detection/1:" + Math.floorMod(step / 4, 3);
            LedgerRecord record = switch (Math.floorMod(step, 4)) {
                case 0 -> incident(id, true);
                case 1 -> incident(id, false);
                case 2 -> new FindingOpened(IMAGE, id, "r", "high", "m", null, List.of(), true);
                default -> new FindingClosed(IMAGE, id, "fixed");
            };
            switch (record) {
                case IncidentState state when state.open() -> openIncidents.add(id);
                case IncidentState _ -> openIncidents.remove(id);
                case FindingOpened _ -> openFindings.add(id);
                default -> openFindings.remove(id);
            }
            records.add(new Recorded(records.size(), NOW, null, record));
        }
        Outstanding outstanding = Outstanding.against(IMAGE, records);
        assertThat(outstanding.incidents()).extracting(IncidentState::id).containsExactlyInAnyOrderElementsOf(openIncidents);
        assertThat(outstanding.findings()).extracting(FindingOpened::fingerprint)
                .containsExactlyInAnyOrderElementsOf(openFindings);
        assertThat(outstanding.blocksDeployment()).isEqualTo(!openIncidents.isEmpty() || !openFindings.isEmpty());
        assertThat(Outstanding.against(Subject.image("sha256:" + "ff".repeat(32)), records).blocksDeployment()).isFalse();
    }

    @Test
    void aFindingThatNobodyExploitsIsToldButDoesNotBlock() {
        var records = List.of(new Recorded(0, NOW, null,
                new FindingOpened(IMAGE, "sca/1:a", "r", "critical", "m", null, List.of("CVE-2026-0001"), false)));
        assertThat(Outstanding.against(IMAGE, records).findings()).hasSize(1);
        assertThat(Outstanding.against(IMAGE, records).blocksDeployment()).isFalse();
    }

    private static IncidentState incident(String id, boolean open) {
        return new IncidentState(IMAGE, id, open, "r", "t", "high", NOW, 1, open ? null : "done", IncidentState.Origin.UNKNOWN,
                List.of(), List.of());
    }
}
