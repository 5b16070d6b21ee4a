package dev.gatehouse.cli.release;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.sbom.KeptBills;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.Remembered;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.report.json.DecisionJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What the ledger remembers of a release: the scan, the bill of materials (kept in the evidence folder beside the ledger), the
/// decision, the release.
record ReleaseRecords(Release release, Assessment.Result result, Decision decision, Bill bill, byte[] json) {
    /// Writes what is not there yet.
    ///
    /// @return how many records were added
    int write() throws UsageException, IOException {
        Subject subject = Subject.image(release.resolved().digest());
        Decided decided = new Decided(subject, decision.stage().label(), decision.verdict().label(), decision.unproven(),
                DecisionJson.digest(decision), decision.asOf(),
                decision.reasons().stream().filter(reason -> reason.verdict() != Verdict.ALLOW).map(Reason::subject)
                        .filter(Objects::nonNull).distinct().toList(),
                decision.exceptions(), release.origin().commit());
        if (release.book().has(decided)) {
            return 0;
        }
        SbomKept kept = keep(subject);
        List<LedgerRecord> records = new ArrayList<>();
        Remembered.records(result, subject.text(), false).stream().filter(Scanned.class::isInstance).forEach(records::add);
        records.addAll(Remembered.approvals(result));
        records.add(kept);
        records.add(decided);
        records.add(new Released(subject, release.image(), release.origin().commit(), release.origin().owners(),
                decision.verdict().label()));
        return release.book().add(records, release.origin().requester());
    }

    /// Together with what is known by now, so that only what becomes known later is told as a disclosure.
    private SbomKept keep(Subject subject) throws IOException {
        Path known = release.advisories().resolve("advisories.store");
        if (!AdvisoryStore.exists(known)) {
            return KeptBills.place(release.book().ledger(), subject, Bill.FORMAT.label(), json, bill.packages(), null);
        }
        try (AdvisoryStore store = AdvisoryStore.open(known)) {
            return KeptBills.place(release.book().ledger(), subject, Bill.FORMAT.label(), json, bill.packages(), store);
        }
    }
}
