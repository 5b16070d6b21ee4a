package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.Actor;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.cli.evidence.ExceptionApprovals;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.report.json.ReportJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the ledger remembers of a result: that something was looked at, and at a gate what was decided.
public final class Remembered {
    private static final int MOST_REASONS = 1_000;
    private static final int LONGEST_NAME = 500;
    private static final Pattern BUILT = Pattern.compile("built (\\S+),");

    private Remembered() {}

    /// Appends it, if somebody named a ledger.
    ///
    /// @param image digest of the image that the result is about; null if it is about something else
    /// @param partial whether only a part was asked for
    /// @return the checkpoint that covers it; null if nobody named a ledger
    public static @Nullable Checkpoint in(LedgerOptions ledger, Console console, Assessment.Result result, @Nullable String image,
            boolean partial) throws UsageException, IOException {
        if (!ledger.named(console)) {
            return null;
        }
        EvidenceBook book = ledger.book(console);
        List<LedgerRecord> records = new ArrayList<>();
        for (LedgerRecord approval : approvals(result)) {
            if (!book.has(approval)) {
                records.add(approval);
            }
        }
        records.addAll(records(result, image, partial));
        return book.append(records, Actor.of(console.environment()));
    }

    /// What is remembered.
    ///
    /// @param image see [#in]
    public static List<LedgerRecord> records(Assessment.Result result, @Nullable String image, boolean partial) {
        Report report = result.report();
        var about = report.subject();
        String commit = about.commit();
        Subject subject = image != null
                ? new Subject(image)
                : commit != null
                        ? Subject.commit(commit)
                        : new Subject(about.target().length() > LONGEST_NAME
                                ? about.target().substring(0, LONGEST_NAME)
                                : about.target());
        List<LedgerRecord> records = new ArrayList<>();
        Coverage coverage = report.coverage();
        records.add(new Scanned(subject, about.target(), engines(result.inputs().getOrDefault("rules", "")),
                ReportJson.digest(report), open(report),
                new Scanned.Extent(coverage.places(), coverage.count(Diagnostic.Kind.GAP),
                        coverage.count(Diagnostic.Kind.DEGRADED)),
                result.asOf(), built(result.inputs().get("advisories")), about.dirty(), partial));
        Decision decision = report.decision();
        if (decision != null) {
            List<String> reasons = decision.reasons().stream().map(Reason::subject).filter(Objects::nonNull).distinct()
                    .limit(MOST_REASONS).toList();
            records.add(new Decided(subject, decision.stage().label(), decision.verdict().label(), decision.unproven(),
                    DecisionJson.digest(decision), decision.asOf(), reasons, decision.exceptions(), commit));
        }
        return records;
    }

    /// The approvals of the exceptions on which a decision stands.
    public static List<Approved> approvals(Assessment.Result result) {
        return result.report().decision() == null
                ? List.of()
                : ExceptionApprovals.of(result.report(), result.exceptions());
    }

    private static SequencedMap<String, Long> open(Report report) {
        var counts = new LinkedHashMap<String, Long>();
        for (Severity severity : List.of(Severity.values()).reversed()) {
            long count = report.findings().stream().filter(Assessed::open)
                    .filter(assessed -> assessed.finding().severity() == severity).count();
            if (count > 0) {
                counts.put(severity.label(), count);
            }
        }
        return counts;
    }

    /// Of `secrets:3f2a sca:91c0 77ab` the names: an engine may stand on several things, each with its digest.
    private static List<String> engines(String rules) {
        return List.of(rules.split(" ")).stream().filter(each -> each.indexOf(':') > 0)
                .map(each -> each.substring(0, each.indexOf(':'))).distinct().toList();
    }

    /// Of `built 2026-11-02T04:00:00Z, 250000 records` the time.
    private static @Nullable Instant built(@Nullable String advisories) {
        Matcher matcher = BUILT.matcher(advisories == null ? "" : advisories);
        try {
            return matcher.find() ? Instant.parse(matcher.group(1)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
