package dev.gatehouse.threatmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String OPEN_STORE = "open-store: kubernetes/shop/statefulset/orders";
    private static final String ANSWER = """
              - id: "%s"
                status: accepted
                reason: the cluster is ours alone
                by: kim@example.com
                on: 2026-03-01
                until: 2026-09-01
            """.formatted(OPEN_STORE);

    private static Register register(String text) throws DocumentException {
        return Register.read("threats.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String reviewed(String text) throws DocumentException {
        return Register.reviewed("threats.yaml", text, Samples.shop(), "kim@example.com", LocalDate.of(2026, 3, 1));
    }

    @Test
    void whatNobodyReviewedFailsWithADiff() {
        Assessment assessment = Assessment.of(Samples.shop(), Register.EMPTY, List.of(), TODAY);
        assertThat(assessment.diff()).containsExactly("+ kubernetes/shop/deployment/checkout  (process, deploy/shop.yaml:18)",
                "+ kubernetes/shop/ingress/shop  (ingress, deploy/shop.yaml:1)",
                "+ kubernetes/shop/statefulset/orders  (store, deploy/shop.yaml:31)",
                "+ openapi/checkout-api  (ingress, api/openapi.yaml:1)");
        List<Finding> findings = ThreatFindings.of(assessment);
        assertThat(findings).filteredOn(finding -> finding.rule().id().equals("threat-unreviewed-element"))
                .extracting(Finding::severity).containsExactly(Severity.HIGH, Severity.HIGH, Severity.HIGH, Severity.LOW);
        assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void reviewingKeepsWhatPeopleWroteAndAddsTheRest() throws Exception {
        String first = reviewed("");
        assertThat(Assessment.of(Samples.shop(), register(first), List.of(), TODAY).unreviewed()).isEmpty();
        assertThat(reviewed(first)).isEqualTo(first);

        String own = """
                version: 1 # ours
                reviewed:
                    # the way in
                    - id: kubernetes/shop/ingress/shop
                      by: lee@example.com
                      on: 2026-01-01 # with the whole team

                threats:
                """ + ANSWER;
        String more = reviewed(own);
        assertThat(more).contains("    - id: openapi/checkout-api\n      by: kim@example.com\n", "# the way in",
                "# with the whole team", ANSWER);
        Register read = register(more);
        assertThat(java.util.Objects.requireNonNull(read.review("kubernetes/shop/ingress/shop")).by())
                .isEqualTo("lee@example.com");
        assertThat(Assessment.of(Samples.shop(), read, List.of(), TODAY).unreviewed()).isEmpty();
        for (String empty : List.of("version: 1\n", "version: 1\nreviewed: []\nthreats: []\n", "version: 1\nthreats: []")) {
            assertThat(Assessment.of(Samples.shop(), register(reviewed(empty)), List.of(), TODAY).unreviewed()).as(empty)
                    .isEmpty();
        }
    }

    @Test
    void whatWentAwayIsShownInTheDiff() throws Exception {
        Register register = register(reviewed("").replace("kubernetes/shop/ingress/shop", "kubernetes/shop/ingress/old"));
        assertThat(Assessment.of(Samples.shop(), register, List.of(), TODAY).diff()).containsExactly(
                "- kubernetes/shop/ingress/old",
                "+ kubernetes/shop/ingress/shop  (ingress, deploy/shop.yaml:1)");
    }

    @Test
    void anAnswerClosesAThreatUntilItExpires() throws Exception {
        Register register = register("version: 1\nthreats:\n" + ANSWER);
        assertThat(open(register, List.of(), TODAY)).doesNotContain(OPEN_STORE);
        assertThat(open(register, List.of(), LocalDate.of(2026, 9, 2))).contains(OPEN_STORE);
        assertThat(open(Register.EMPTY, List.of(), TODAY)).contains(OPEN_STORE);
    }

    @Test
    void anIncidentReopensTheThreatsOfItsKindAtItsWorkload() throws Exception {
        Register register = register("version: 1\nthreats:\n" + ANSWER);
        var here = new Reopening("incident: data read", Set.of(Stride.INFORMATION_DISCLOSURE), Set.of("shop/orders-0"));
        assertThat(open(register, List.of(here), TODAY)).contains(OPEN_STORE);
        for (Reopening elsewhere : List.of(new Reopening("x", Set.of(Stride.TAMPERING), Set.of("shop/orders-0")),
                new Reopening("x", Set.of(Stride.INFORMATION_DISCLOSURE), Set.of("other/orders-0")),
                new Reopening("x", Set.of(Stride.INFORMATION_DISCLOSURE), Set.of("shop/ordersx")))) {
            assertThat(open(register, List.of(elsewhere), TODAY)).doesNotContain(OPEN_STORE);
        }
        Assessment assessment = Assessment.of(Samples.shop(), register, List.of(here), TODAY);
        assertThat(assessment.open()).extracting(Assessment.OpenThreat::why).filteredOn(java.util.Objects::nonNull)
                .containsExactly("answered as accepted by kim@example.com, re-opened by incident: data read");
    }

    @Test
    void whatHappenedOnceIsGraveHoweverMildTheThreatWas() throws Exception {
        String id = open(Register.EMPTY, List.of(), TODAY).stream().filter(each -> each.startsWith("without-limits")).findFirst()
                .orElseThrow();
        String workload = id.substring(id.lastIndexOf('/') + 1);
        var miner = new Reopening("incident: miner", Set.of(Stride.DENIAL_OF_SERVICE), Set.of("shop/" + workload + "-7d9f"));
        for (List<Reopening> reopenings : List.of(List.<Reopening>of(), List.of(miner))) {
            var findings = ThreatFindings.of(Assessment.of(Samples.shop(), Register.EMPTY, reopenings, TODAY));
            assertThat(findings).filteredOn(each -> id.equals(each.evidence().get("subject"))).singleElement()
                    .satisfies(each -> {
                        assertThat(each.severity()).isEqualTo(reopenings.isEmpty() ? Severity.LOW : Severity.HIGH);
                        assertThat(each.message().contains("(incident: miner)")).isEqualTo(!reopenings.isEmpty());
                    });
        }
    }

    @Test
    void whatNoThreatSpeaksOfIsToldAtTheElementWhereItHappened() {
        var unheardOf = new Reopening("incident: changed logs", Set.of(Stride.REPUDIATION), Set.of("shop/orders-0"));
        Assessment assessment = Assessment.of(Samples.shop(), Register.EMPTY, List.of(unheardOf), TODAY);
        assertThat(assessment.unforeseen()).singleElement()
                .satisfies(each -> assertThat(each.element().id()).endsWith("/orders"));
        assertThat(ThreatFindings.of(assessment)).filteredOn(each -> each.rule().id().equals("threat-unforeseen")).singleElement()
                .satisfies(each -> assertThat(each.message()).startsWith("kubernetes/shop/").endsWith("incident: changed logs"));
        var elsewhere = new Reopening("x", Set.of(Stride.REPUDIATION), Set.of("other/orders-0"));
        assertThat(Assessment.of(Samples.shop(), Register.EMPTY, List.of(elsewhere), TODAY).unforeseen()).isEmpty();
    }

    @Test
    void aClusterSaysNothingOfWhatAComposeFileRuns() {
        var answered = new Threat(ThreatRule.WITHOUT_LIMITS, "compose/main/orders", new Origin("compose.yaml", 1));
        var flow = new Threat(ThreatRule.PLAIN_FLOW, "openapi/orders -> kubernetes/shop/statefulset/orders",
                new Origin("k.yaml", 1));
        assertThat(new Reopening("x", Set.of(Stride.DENIAL_OF_SERVICE), Set.of("shop/orders-0")).concerns(answered)).isFalse();
        assertThat(new Reopening("x", Set.of(Stride.DENIAL_OF_SERVICE), Set.of("orders")).concerns(answered)).isTrue();
        assertThat(new Reopening("x", Set.of(Stride.TAMPERING), Set.of("shop/orders-0")).concerns(flow)).isTrue();
    }

    private static List<String> open(Register register, List<Reopening> reopenings, LocalDate day) {
        return Assessment.of(Samples.shop(), register, reopenings, day).open().stream().map(open -> open.threat().id()).toList();
    }

    @Test
    void mistakesInTheFileAreNamedWithTheirLine() {
        for (String[] sample : new String[][]{{"reviewed: []\n", "'version: 1' is missing"}, {"version: 2\n", "version"},
            {"version: 1\nthreats:\n  - id: x\n    status: fine\n", "threats.yaml:4:"},
            {"version: 1\nthreats:\n" + ANSWER.replaceFirst("    until.*\n", ""), "needs 'until'"},
            {"version: 1\nthreats:\n" + ANSWER + ANSWER, "answered twice"}, {"version: 1\nreview: []\n", "reviewed"},
            {"version: 1\nreviewed:\n  - id: x\n    by: y\n    on: soon\n", "threats.yaml:5:"}}) {
            assertThatThrownBy(() -> register(sample[0])).as(sample[0]).isInstanceOf(DocumentException.class)
                    .hasMessageStartingWith("threats.yaml:").hasMessageContaining(sample[1]);
        }
    }
}
