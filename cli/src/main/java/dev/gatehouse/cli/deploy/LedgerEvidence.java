package dev.gatehouse.cli.deploy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ledger.Checkpoint;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.Verification;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.policy.release.ReleaseEvidence;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.signing.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the ledger says of an image: whether it can be believed, whether the decision is its newest, and what has come up since.
record LedgerEvidence(EvidenceBook book, List<VerificationKey> trusted, GateSettings gate) {
    /// The line of policy that a ledger breaks that cannot be believed.
    static final String BELIEF = "ledger.belief";

    /// @param release the decision that is attached; null if there is none
    List<Reason> reasons(String digest, ReleaseEvidence.@Nullable Signed release) throws IOException {
        List<Reason> reasons = new ArrayList<>();
        Verification verification = Verification.of(book.ledger().folder(), signers(), kept(release));
        verification.problems().forEach(problem -> reasons.add(block("the ledger cannot be believed: " + problem, BELIEF)));
        List<Recorded> records;
        try {
            records = book.records();
        } catch (UsageException e) {
            reasons.add(block("the ledger cannot be read: " + e.getMessage(), BELIEF));
            return reasons;
        }
        Subject subject = Subject.image(digest);
        newest(subject, records, release, reasons);
        Outstanding outstanding = Outstanding.against(subject, records);
        outstanding.incidents().forEach(incident -> reasons.add(new Reason(Verdict.BLOCK, incident.id(),
                "an incident is open: " + incident.title() + "; when it is dealt with: gatehouse incident resolve "
                        + incident.id() + " --reason '…'",
                "incidents")));
        outstanding.findings().forEach(finding -> reasons.add(finding(finding)));
        return reasons;
    }

    /// A ledger that nobody signed is believed as far as it fits itself; one that is signed must be signed by a trusted key.
    private List<VerificationKey> signers() throws IOException {
        try {
            return book.checkpoint().signatures().isEmpty() ? List.of() : trusted;
        } catch (UsageException e) {
            return trusted;
        }
    }

    /// The checkpoint that lies signed in the decision: from then on nothing may have been taken away.
    private @Nullable Checkpoint kept(ReleaseEvidence.@Nullable Signed release) {
        if (release == null) {
            return null;
        }
        String note = release.checkpoint();
        try {
            Checkpoint kept = note == null ? null : Checkpoint.parse(note.getBytes(StandardCharsets.UTF_8));
            return kept != null && kept.isSignedBy(trusted) ? kept : null;
        } catch (LedgerException e) {
            return null;
        }
    }

    private static void newest(Subject subject, List<Recorded> records, ReleaseEvidence.@Nullable Signed release,
            List<Reason> reasons) {
        Decided newest = records.stream().map(Recorded::record).filter(Decided.class::isInstance).map(Decided.class::cast)
                .filter(decided -> decided.stage().equals("release") && subject.equals(decided.subject()))
                .max(Comparator.comparing(Decided::asOf)).orElse(null);
        if (newest == null) {
            reasons.add(block("the ledger knows no release of it", "ledger.release"));
        } else if (release != null && !newest.decision().equals(DecisionJson.digest(release.decision()))) {
            reasons.add(block("the ledger knows another decision about its release, of " + newest.asOf() + " ("
                    + newest.verdict() + "), than the newest that is attached, of " + release.decision().asOf(),
                    "ledger.release"));
        }
    }

    private Reason finding(FindingOpened finding) {
        String text = finding.message() + (finding.exploited() ? " (known to be exploited)" : "") + ", known since the release";
        Verdict verdict = finding.exploited() || reaches(finding.severity(), gate.block())
                ? Verdict.BLOCK
                : reaches(finding.severity(), gate.warn()) ? Verdict.WARN : Verdict.ALLOW;
        return new Reason(verdict, finding.fingerprint(), text,
                finding.exploited() ? "gate.exploited" : "gate: opened after release");
    }

    /// What nobody has rated counts as high.
    private static boolean reaches(String severity, @Nullable Severity limit) {
        if (limit == null) {
            return false;
        }
        Severity found = Severity.HIGH;
        for (Severity each : Severity.values()) {
            if (each.label().equals(severity) && each != Severity.UNRATED) {
                found = each;
            }
        }
        return found.compareTo(limit) >= 0;
    }

    private static Reason block(String text, String policy) {
        return new Reason(Verdict.BLOCK, null, text, policy);
    }
}
