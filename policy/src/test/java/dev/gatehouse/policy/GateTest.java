package dev.gatehouse.policy;

import static dev.gatehouse.policy.Samples.NOW;
import static dev.gatehouse.policy.Samples.configuration;
import static dev.gatehouse.policy.Samples.decide;
import static dev.gatehouse.policy.Samples.exception;
import static dev.gatehouse.policy.Samples.excepting;
import static dev.gatehouse.policy.Samples.finding;
import static dev.gatehouse.policy.Samples.gap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.AcceptedGap;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.config.Origins;
import dev.gatehouse.config.SuppressionEntry;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.Assessed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Configuration PLAIN = Configuration.builtIn();
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"CRITICAL, CERTAIN, BLOCK", "HIGH, LIKELY, BLOCK", "HIGH, POSSIBLE, ALLOW", "MEDIUM, LIKELY, WARN",
        "MEDIUM, POSSIBLE, ALLOW",
        "LOW, CERTAIN, ALLOW", "INFO, CERTAIN, ALLOW", "UNRATED, LIKELY, BLOCK"})
    void judgesANewFindingBySeverityAndConfidence(Severity severity, Confidence confidence, Verdict expected) {
        var outcome = decide(Stage.PULL_REQUEST, List.of(finding("a", severity, confidence, "x")), Known.of(List.of()), PLAIN,
                null);
        assertThat(decision(outcome).verdict()).isEqualTo(expected);
        assertThat(outcome.fails()).isEqualTo(expected == Verdict.BLOCK);
    }

    @Test
    void withoutAStageNothingIsGated() {
        var outcome = decide(null, List.of(finding("a", Severity.CRITICAL, Confidence.CERTAIN, "x")), null, PLAIN, null);
        assertThat(outcome.decision()).isNull();
        assertThat(outcome.fails()).isFalse();
        assertThat(outcome.findings()).singleElement().extracting(Assessed::newness).isEqualTo(Assessed.Newness.UNCOMPARED);
    }

    @Test
    void aKnownFindingPassesAPullRequestAndBlocksARelease() {
        List<Finding> findings = List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
        Known known = Known.ofFindings(findings);
        assertThat(decide(Stage.PULL_REQUEST, findings, known, PLAIN, null).fails()).isFalse();
        assertThat(decide(Stage.RELEASE, findings, known, PLAIN, null).fails()).isTrue();
    }

    @Test
    void onePlaceMoreBlocksAndTheSameNumberElsewhereIsAMove() {
        Known known = Known.ofFindings(List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x", "y")));
        var moved = decide(Stage.PULL_REQUEST, List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "p", "q")), known, PLAIN,
                null);
        assertThat(moved.fails()).isFalse();
        var copied = decide(Stage.PULL_REQUEST, List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x", "y", "z")), known,
                PLAIN, null);
        assertThat(copied.fails()).isTrue();
        assertThat(copied.findings().getFirst().newPlaces()).isEqualTo(1);
    }

    @Test
    void whatIsGoneIsFixedAndWhatIsMerelySuppressedIsNot() {
        Finding kept = finding("a", Severity.HIGH, Confidence.CERTAIN, "x");
        Finding gone = finding("b", Severity.HIGH, Confidence.CERTAIN, "y");
        Known known = Known.ofFindings(List.of(kept, gone));
        var outcome = decide(Stage.PULL_REQUEST, List.of(Samples.suppressedInline(kept)), known, PLAIN, null);
        assertThat(outcome.fixed()).singleElement()
                .satisfies(fixed -> assertThat(fixed.fingerprint()).isEqualTo(gone.fingerprint()));
    }

    @ParameterizedTest
    @CsvSource({"COMMIT, false", "PULL_REQUEST, false", "RELEASE, true", "DEPLOY, true", "ADMISSION, true"})
    void aWarningPassesTheEarlyStagesOnly(Stage stage, boolean fails) {
        var outcome = decide(stage, List.of(finding("a", Severity.MEDIUM, Confidence.CERTAIN, "x")), null, PLAIN, null);
        assertThat(outcome.fails()).isEqualTo(fails);
    }

    @Test
    void failOnWarnMakesAWarningFail() {
        var strict = new GateSettings(Severity.HIGH, Severity.MEDIUM, Confidence.LIKELY, Verdict.WARN, true, true, Verdict.ALLOW,
                null,
                Map.of());
        var outcome = decide(Stage.COMMIT, List.of(finding("a", Severity.MEDIUM, Confidence.CERTAIN, "x")), null,
                configuration(strict, List.of(), List.of(), List.of(), List.of()), null);
        assertThat(outcome.fails()).isTrue();
    }

    @Test
    void whatNobodyCanRepairPassesAndTheDecisionSaysHowMuchItIs() {
        List<Finding> open = List.of(unfixable("a", Severity.CRITICAL), unfixable("b", Severity.MEDIUM));
        var outcome = decide(Stage.RELEASE, open, null, PLAIN, null);
        assertThat(outcome.fails()).isFalse();
        assertThat(outcome.findings()).extracting(Assessed::policy).containsExactly(
                "gate.unfixable: allow: nobody has a repair yet; with one it would block",
                "gate.unfixable: allow: nobody has a repair yet; with one it would warn");
        assertThat(decision(outcome).reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.verdict()).isEqualTo(Verdict.ALLOW);
            assertThat(reason.text()).isEqualTo("2 findings pass because no repairs are known");
        });
        var strict = new GateSettings(Severity.HIGH, Severity.MEDIUM, Confidence.LIKELY, Verdict.BLOCK, true, true,
                Verdict.BLOCK, null, Map.of());
        assertThat(decide(Stage.RELEASE, open, null, configuration(strict, List.of(), List.of(), List.of(), List.of()), null)
                .findings()).extracting(Assessed::verdict).containsExactly(Verdict.BLOCK, Verdict.WARN);
    }

    @Test
    void anUnratedWeaknessCountsAsHighWhereARepairExistsAndAsMediumWhereNone() {
        var strict = new GateSettings(Severity.HIGH, Severity.MEDIUM, Confidence.LIKELY, Verdict.BLOCK, true, true,
                Verdict.BLOCK, null, Map.of());
        Configuration judge = configuration(strict, List.of(), List.of(), List.of(), List.of());
        var repairable = decide(Stage.COMMIT, List.of(finding("a", Severity.UNRATED, Confidence.CERTAIN, "x")), null, judge,
                null);
        assertThat(repairable.findings()).extracting(Assessed::verdict).containsExactly(Verdict.BLOCK);
        var open = decide(Stage.COMMIT, List.of(unfixable("a", Severity.UNRATED)), null, judge, null);
        assertThat(open.findings()).extracting(Assessed::verdict).containsExactly(Verdict.WARN);
    }

    private static Finding unfixable(String id, Severity severity) {
        Finding finding = finding(id, severity, Confidence.CERTAIN, "x");
        return new Finding(finding.identity(), finding.rule(), severity, finding.message(), finding.occurrences(), List.of(),
                new Remedy("Wait.", null, false), finding.evidence());
    }

    @Test
    void anExceptionCoversItsPlacesUntilItsDayIsOver() {
        List<Finding> findings = List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
        var accepted = decide(Stage.PULL_REQUEST, findings, null, excepting(List.of(), exception("a", 1, TODAY)), null);
        assertThat(accepted.fails()).isFalse();
        assertThat(decision(accepted).exceptions()).containsExactly("ex-1");
        assertThat(decision(accepted).reasons()).anyMatch(reason -> reason.text().contains("without a second person"));

        var expired = decide(Stage.PULL_REQUEST, findings, Known.ofFindings(findings),
                excepting(List.of(), exception("a", 1, TODAY.minusDays(1))), null);
        assertThat(expired.fails()).as("a known finding counts again").isTrue();

        var more = decide(Stage.PULL_REQUEST, List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x", "y")), null,
                excepting(List.of(), exception("a", 1, TODAY)), null);
        assertThat(more.fails()).isTrue();
        assertThat(decision(more).reasons()).anyMatch(reason -> reason.text().contains("covers 1 places and there are 2"));
    }

    @Test
    void withoutASecondPersonAnExceptionIsNotEnoughForARelease() {
        List<Finding> findings = List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
        assertThat(decide(Stage.RELEASE, findings, null, excepting(List.of(), exception("a", 1, TODAY)), null).fails()).isTrue();
    }

    @Test
    void anExceptionThatOnlyTheChangeBringsDoesNotCountAndIsTold() {
        List<Finding> findings = List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
        var outcome = decide(Stage.PULL_REQUEST, findings, Known.of(List.of()), PLAIN,
                excepting(List.of(), exception("a", 1, TODAY)));
        assertThat(outcome.fails()).isTrue();
        assertThat(decision(outcome).reasons())
                .anyMatch(reason -> reason.text().contains("loosens its own judge: exceptions gains ex-1"));
    }

    @Test
    void looseningTheThresholdInTheChangeIsTold() {
        var loose = new GateSettings(null, null, Confidence.CERTAIN, Verdict.BLOCK, true, true, Verdict.ALLOW, "b.txt", Map.of());
        var outcome = decide(Stage.PULL_REQUEST, List.of(), Known.of(List.of()), PLAIN,
                configuration(loose, List.of(), List.of(), List.of(), List.of()));
        assertThat(decision(outcome).reasons().stream().map(reason -> reason.text()).toList())
                .anyMatch(t -> t.contains("gate.block rises from high to never"))
                .anyMatch(t -> t.contains("gate.warn")).anyMatch(t -> t.contains("gate.confidence"))
                .anyMatch(t -> t.contains("gate.baseline"));
    }

    @Test
    void aConfiguredSuppressionTakesWhatItsConditionsName() {
        var entry = new SuppressionEntry(null, List.of("test-token"), List.of("fixtures/"), "made up", "gatehouse.yaml", 3);
        var judge = configuration(GateSettings.DEFAULT, List.of(), List.of(entry), List.of(), List.of());
        assertThat(decide(Stage.COMMIT, List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "src/fixtures/k")), null, judge,
                null).fails())
                .isFalse();
        assertThat(decide(Stage.COMMIT, List.of(finding("a", Severity.HIGH, Confidence.CERTAIN, "src/fixtures/k", "src/k")), null,
                judge, null)
                .fails()).isTrue();
    }

    @Test
    void inlineMarkersCountUnlessThePolicyRefusesThem() {
        Finding suppressed = Samples.suppressedInline(finding("a", Severity.HIGH, Confidence.CERTAIN, "x"));
        var allowed = decide(Stage.COMMIT, List.of(suppressed), null, PLAIN, null);
        assertThat(allowed.fails()).isFalse();
        assertThat(decision(allowed).reasons()).anyMatch(reason -> reason.text().startsWith("suppressed inline"));
        var refusing = new GateSettings(Severity.HIGH, null, Confidence.LIKELY, Verdict.BLOCK, false, true, Verdict.ALLOW, null,
                Map.of());
        assertThat(decide(Stage.COMMIT, List.of(suppressed), null,
                configuration(refusing, List.of(), List.of(), List.of(), List.of()), null)
                .fails()).isTrue();
    }

    @Test
    void aPolicyMayRefuseWhatOtherToolsAreToldAndStillHonourOurOwn() {
        Finding found = finding("a", Severity.HIGH, Confidence.CERTAIN, "x");
        Finding ours = Samples.suppressedInline(found);
        Finding theirs = found.at(List.of(found.occurrences().getFirst()
                .suppressed(new Suppression(Suppression.Kind.INLINE, "nosemgrep", ""))));
        Finding listed = found.at(List.of(found.occurrences().getFirst()
                .suppressed(new Suppression(Suppression.Kind.CONFIGURATION, ".gitleaksignore:3", ""))));
        var ignoreFile = new SuppressionEntry(null, List.of("TEST-1"), List.of(), "", ".trivyignore", 1, true);
        var refusing = new GateSettings(Severity.HIGH, null, Confidence.LIKELY, Verdict.BLOCK, true, false, Verdict.ALLOW, null,
                Map.of());
        for (var settings : List.of(GateSettings.DEFAULT, refusing)) {
            boolean refused = settings == refusing;
            var judge = configuration(settings, List.of(), List.of(), List.of(), List.of());
            assertThat(decide(Stage.COMMIT, List.of(ours), null, judge, null).fails()).isFalse();
            assertThat(decide(Stage.COMMIT, List.of(theirs), null, judge, null).fails()).isEqualTo(refused);
            assertThat(decide(Stage.COMMIT, List.of(listed), null, judge, null).fails()).isEqualTo(refused);
            assertThat(decide(Stage.COMMIT, List.of(found), null, judge.suppressing(List.of(ignoreFile)), null).fails())
                    .isEqualTo(refused);
        }
        var counted = decision(decide(Stage.COMMIT, List.of(found), null, PLAIN.suppressing(List.of(ignoreFile)), null));
        assertThat(counted.reasons()).anyMatch(reason -> reason.text().equals(".trivyignore suppresses 1 place"));
    }

    @Test
    void droppingOrChangingWhatIsExtendedLoosensTheJudge() {
        Configuration bound = extending("org.yaml@sha256:" + "0".repeat(64));
        Configuration other = extending("org.yaml@sha256:" + "1".repeat(64));
        assertThat(Loosening.between(bound, PLAIN, Stage.COMMIT)).anyMatch(told -> told.endsWith("is dropped"));
        assertThat(Loosening.between(bound, other, Stage.COMMIT)).anyMatch(told -> told.startsWith("extends is changed"));
        assertThat(Loosening.between(PLAIN, bound, Stage.COMMIT)).isEmpty();
    }

    private static Configuration extending(String extended) {
        var origins = new Origins(
                new java.util.TreeMap<>(Map.of("extends", new Origins.Value(extended, "gatehouse.yaml:1", false))));
        return new Configuration(PLAIN.service(), PLAIN.gate(), PLAIN.paths(), PLAIN.limits(), PLAIN.secrets(), PLAIN.release(),
                PLAIN.dependencies(),
                List.of(),
                List.of(), List.of(), List.of(), origins);
    }

    @Test
    void aGapLeavesAPassUnprovenUnlessSomebodyAnswersForIt() {
        assertThat(decision(decide(Stage.COMMIT, List.of(), null, PLAIN, null, gap("file-unreadable", "a/b"))).unproven())
                .isTrue();
        var accepting = configuration(GateSettings.DEFAULT, List.of(), List.of(), List.of(),
                List.of(new AcceptedGap("file-unreadable", "a/**", "locked by design", TODAY)));
        assertThat(decision(decide(Stage.COMMIT, List.of(), null, accepting, null, gap("file-unreadable", "a/b"))).unproven())
                .isFalse();
        assertThat(decision(decide(Stage.COMMIT, List.of(), null, accepting, null, gap("file-unreadable", "c"))).unproven())
                .isTrue();
    }

    @Property(tries = 200)
    void theOrderOfFindingsChangesNothing(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
        Random random = new Random(seed);
        List<Finding> findings = new java.util.ArrayList<>(IntStream.range(0, 12)
                .mapToObj(i -> finding("f" + i, Severity.values()[random.nextInt(6)], Confidence.values()[random.nextInt(3)],
                        "p" + random.nextInt(4)))
                .toList());
        Known known = Known.ofFindings(findings.subList(0, random.nextInt(12)));
        var first = decide(Stage.PULL_REQUEST, findings, known, PLAIN, null);
        Collections.shuffle(findings, random);
        var second = decide(Stage.PULL_REQUEST, findings, known, PLAIN, null);
        assertThat(second).isEqualTo(first);
    }

    private static Decision decision(Gate.Outcome outcome) {
        return Objects.requireNonNull(outcome.decision());
    }
}
