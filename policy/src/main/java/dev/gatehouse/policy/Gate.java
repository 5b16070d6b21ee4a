package dev.gatehouse.policy;

import dev.gatehouse.config.AcceptedGap;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.PathPattern;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Fixed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The built-in gate: turns findings into a decision. The same input gives the same decision, wherever it is evaluated.
public final class Gate {

    /// What is judged, and by what.
    ///
    /// @param stage
    ///            null for an assessment, which gates nothing
    /// @param asOf
    ///            the time for which it holds
    /// @param known
    ///            what was there before; null if there is nothing to compare with
    /// @param judge
    ///            configuration that decides: the target branch's for a change
    /// @param head
    ///            configuration that the change brings; null where it is the judge itself
    /// @param subject
    ///            goes into the decision as it is
    /// @param digests
    ///            goes into the decision as it is
    public record Input(@Nullable Stage stage, Instant asOf, List<Finding> findings, Coverage coverage, @Nullable Known known,
            Configuration judge, @Nullable Configuration head, SequencedMap<String, String> subject,
            SequencedMap<String, String> digests) {}

    /// What came of it.
    ///
    /// @param decision
    ///            null for an assessment
    /// @param fails
    ///            whether the verdict ends with exit code 1
    public record Outcome(List<Assessed> findings, List<Fixed> fixed, @Nullable Decision decision, boolean fails) {}

    private static final String UNFIXABLE = "gate.unfixable: ";

    private final Approvals approvals;

    /// @param approvals
    ///            checks signatures of exceptions
    public Gate(Approvals approvals) {
        this.approvals = approvals;
    }

    /// Decides.
    public Outcome decide(Input input) {
        Stage stage = input.stage == null ? Stage.COMMIT : input.stage;
        GateSettings settings = input.judge.gate().at(stage);
        var suppressions = new Suppressions(input.judge.suppressions(), settings);
        List<Finding> findings = input.findings.stream().map(suppressions::apply).sorted().toList();
        int[] known = input.known == null ? new int[findings.size()] : input.known.knownPlaces(findings);
        var exceptions = new Exceptions(input.judge, input.head, approvals, stage, input.asOf);

        List<Assessed> assessed = new ArrayList<>(findings.size());
        List<Reason> reasons = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        for (int i = 0; i < known.length; i++) {
            Finding finding = findings.get(i);
            int newPlaces = input.known == null ? finding.active().size() : finding.active().size() - known[i];
            Assessed.Newness newness = input.known == null
                    ? Assessed.Newness.UNCOMPARED
                    : newPlaces > 0 ? Assessed.Newness.NEW : Assessed.Newness.KNOWN;
            Assessed one = assess(finding, newness, newPlaces, settings, stage, exceptions.on(finding), reasons, used);
            assessed.add(one);
        }
        List<Fixed> fixed = input.known == null ? List.of() : input.known.fixed(findings);
        if (input.stage == null) {
            return new Outcome(assessed, fixed, null, false);
        }
        tellSuppressions(findings, settings, reasons);
        tellUnfixable(assessed, settings, reasons);
        if (input.head != null) {
            for (String loosened : Loosening.between(input.judge, input.head, stage)) {
                reasons.add(new Reason(Verdict.WARN, null, "the change loosens its own judge: " + loosened
                        + "; it takes effect after the merge", "gate: configuration comes from the target branch"));
            }
        }
        boolean unproven = tellGaps(input, reasons);
        Verdict verdict = reasons.stream().map(Reason::verdict).max(Comparator.naturalOrder()).orElse(Verdict.ALLOW);
        // Within a verdict the order of findings stays, gravest first.
        reasons.sort(Comparator.comparing(Reason::verdict).reversed());
        var decision = new Decision(stage, verdict, input.asOf, reasons, input.coverage, unproven, List.copyOf(used),
                input.subject,
                input.digests);
        return new Outcome(assessed, fixed, decision, fails(decision, settings));
    }

    /// A warning fails a stage that lets things out unless somebody approves it; approvals come with the release command.
    private static boolean fails(Decision decision, GateSettings settings) {
        Verdict limit = decision.stage().countsKnownFindings() ? Verdict.WARN : settings.failOn();
        return decision.verdict().compareTo(limit) >= 0;
    }

    private static Assessed assess(Finding finding, Assessed.Newness newness, int newPlaces, GateSettings settings, Stage stage,
            List<Exceptions.Bearing> bearings, List<Reason> reasons, Set<String> used) {
        if (finding.active().isEmpty()) {
            return new Assessed(finding, newness, 0, null, Verdict.ALLOW, "suppressed: somebody says that it is not true");
        }
        boolean expired = bearings.stream().anyMatch(Exceptions.Bearing::expired);
        boolean counts = stage.countsKnownFindings() || newness != Assessed.Newness.KNOWN || expired;
        Acceptance acceptance = bearings.isEmpty() ? null : bearings.getFirst().acceptance();
        Weight weight = weigh(finding, newness, expired, counts, settings, stage);
        String subject = finding.fingerprint().toString();
        if (acceptance != null) {
            used.add(acceptance.id());
            String note = bearings.getFirst().note();
            reasons.add(new Reason(Verdict.ALLOW, subject,
                    "exception " + acceptance.id() + " accepts it until " + acceptance.expires()
                            + ": " + acceptance.reason()
                            + (note == null ? ", approved by " + acceptance.approver() : " (" + note + ")"),
                    "exceptions: " + acceptance.id()));
            return new Assessed(finding, newness, newPlaces, acceptance, Verdict.ALLOW, "exceptions: " + acceptance.id());
        }
        for (Exceptions.Bearing bearing : bearings) {
            reasons.add(
                    new Reason(Verdict.ALLOW, subject, "exception " + bearing.entry().id() + " does not count: " + bearing.note(),
                            "exceptions: " + bearing.entry().id()));
        }
        if (weight.verdict != Verdict.ALLOW) {
            reasons.add(new Reason(weight.verdict, subject, weight.text, weight.policy));
        }
        return new Assessed(finding, newness, newPlaces, null, weight.verdict, weight.policy);
    }

    private record Weight(Verdict verdict, String text, String policy) {}

    private static Weight weigh(Finding finding, Assessed.Newness newness, boolean expired, boolean counts, GateSettings settings,
            Stage stage) {
        String where = finding.active().getFirst().location().path();
        String text = finding.rule().title() + (where == null ? "" : " in " + where);
        if (!counts) {
            return new Weight(Verdict.ALLOW, text, "gate: known before this change");
        }
        if (finding.confidence().compareTo(settings.confidence()) < 0) {
            return new Weight(Verdict.ALLOW, text, "gate.confidence: less sure than " + settings.confidence().label());
        }
        String which = stage.countsKnownFindings()
                ? "every finding from release on"
                : expired
                        ? "exception expired"
                        : newness == Assessed.Newness.UNCOMPARED ? "nothing to compare with, so new" : "new";
        Severity counted = counted(finding);
        Severity block = settings.block();
        Severity warn = settings.warn();
        Verdict verdict = block != null && counted.compareTo(block) >= 0
                ? Verdict.BLOCK
                : warn != null && counted.compareTo(warn) >= 0 ? Verdict.WARN : Verdict.ALLOW;
        if (verdict == Verdict.ALLOW) {
            return new Weight(Verdict.ALLOW, text, "gate: milder than what warns");
        }
        if (finding.unfixable() && settings.unfixable().compareTo(verdict) < 0) {
            return new Weight(settings.unfixable(), text, UNFIXABLE + settings.unfixable().label()
                    + ": nobody has a repair yet; with one it would " + verdict.label());
        }
        Severity limit = java.util.Objects.requireNonNull(verdict == Verdict.BLOCK ? block : warn);
        return new Weight(verdict, text, "gate." + verdict.label() + ": " + which + ", " + limit.label() + " or graver, at least "
                + settings.confidence().label());
    }

    /// The severity by which a finding is weighed. One that nobody has rated counts as high where something can be done about it,
    /// else as medium.
    public static Severity counted(Finding finding) {
        return finding.severity() != Severity.UNRATED
                ? finding.severity()
                : finding.unfixable() ? Severity.MEDIUM : Severity.HIGH;
    }

    /// One line for all that pass because nobody can do anything about them: there may be hundreds.
    private static void tellUnfixable(List<Assessed> assessed, GateSettings settings, List<Reason> reasons) {
        long passing = assessed.stream()
                .filter(one -> one.verdict() == Verdict.ALLOW && one.policy().startsWith(UNFIXABLE)).count();
        if (passing > 0) {
            reasons.add(new Reason(Verdict.ALLOW, null,
                    passing + (passing == 1 ? " finding passes because no repair is" : " findings pass because no repairs are")
                            + " known",
                    UNFIXABLE + settings.unfixable().label()));
        }
    }

    /// Every inline suppression by itself, because a change may bring it; of each other tool's ignore file how many it hides.
    private static void tellSuppressions(List<Finding> findings, GateSettings settings, List<Reason> reasons) {
        var byFile = new TreeMap<String, Integer>();
        for (Finding finding : findings) {
            for (Occurrence occurrence : finding.occurrences()) {
                Suppression suppression = occurrence.suppression();
                if (suppression == null) {
                    continue;
                }
                if (suppression.kind() == Suppression.Kind.INLINE) {
                    reasons.add(new Reason(Verdict.ALLOW, finding.fingerprint().toString(),
                            "suppressed inline (" + suppression.form() + ") in "
                                    + occurrence.location().path()
                                    + (suppression.reason().isEmpty() ? ", no reason given" : ": " + suppression.reason()),
                            "gate.inline-suppressions: " + (settings.inlineSuppressions() ? "allowed" : "refused")));
                } else if (suppression.form().startsWith(".") || suppression.form().startsWith("VEX ")) {
                    byFile.merge(suppression.form().replaceFirst(":[0-9]+$", ""), 1, Integer::sum);
                }
            }
        }
        byFile.forEach((file, places) -> reasons.add(new Reason(Verdict.ALLOW, null,
                file + " suppresses " + places + (places == 1 ? " place" : " places"), "gate.foreign-suppressions: allowed")));
    }

    /// Whether a gap remains that nobody answers for.
    public static boolean unproven(Coverage coverage, Configuration judge, LocalDate today) {
        return coverage.diagnostics().stream().anyMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP
                && accepted(diagnostic, judge.acceptedGaps(), today) == null);
    }

    private static boolean tellGaps(Input input, List<Reason> reasons) {
        LocalDate today = LocalDate.ofInstant(input.asOf, ZoneOffset.UTC);
        boolean unproven = false;
        for (Diagnostic diagnostic : input.coverage.diagnostics()) {
            if (diagnostic.kind() != Diagnostic.Kind.GAP) {
                continue;
            }
            AcceptedGap accepted = accepted(diagnostic, input.judge.acceptedGaps(), today);
            if (accepted == null) {
                unproven = true;
                reasons.add(new Reason(Verdict.ALLOW, diagnostic.code(),
                        "not looked at, so a pass would be unproven: " + diagnostic, "gaps"));
            } else {
                reasons.add(new Reason(Verdict.ALLOW, diagnostic.code(), "gap accepted until " + accepted.expires() + " ("
                        + accepted.reason() + "): " + diagnostic, "gaps: " + accepted.code()));
            }
        }
        return unproven;
    }

    private static @Nullable AcceptedGap accepted(Diagnostic diagnostic, List<AcceptedGap> gaps, LocalDate today) {
        for (AcceptedGap gap : gaps) {
            boolean fits = gap.code().equals(diagnostic.code()) && !today.isAfter(gap.expires());
            if (fits && (gap.path() == null
                    || diagnostic.where() != null && PathPattern.of(gap.path()).matches(diagnostic.where()))) {
                return gap;
            }
        }
        return null;
    }
}
