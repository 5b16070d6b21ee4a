package dev.gatehouse.cli.release;

import dev.gatehouse.cli.UsageException;
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
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.report.json.DecisionJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What the ledger remembers of a release: the scan, the bill of materials (kept in the evidence folder beside the ledger), the
/// decision, the release.
record ReleaseRecords(Release release, Assessment.Result result, Decision decision, Bill bill, byte[] json) {
    private static final String EVIDENCE = "evidence";
    /// Folder of kept bills, in the evidence folder.
    private static final String BILLS = "sboms";

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
        String digest = Release.digest(json).substring("sha256:".length());
        String file = BILLS + "/" + digest + ".cdx.json";
        Path kept = release.book().ledger().folder().toAbsolutePath().normalize().resolveSibling(EVIDENCE).resolve(file);
        Files.createDirectories(kept.getParent());
        ReportFile.write(kept, out -> out.write(json));
        List<LedgerRecord> records = new ArrayList<>();
        Remembered.records(result, subject.text()).stream().filter(Scanned.class::isInstance).forEach(records::add);
        records.add(new SbomKept(subject, Bill.FORMAT.label(), digest, file, bill.packages()));
        records.add(decided);
        records.add(new Released(subject, release.image(), release.origin().commit(), release.origin().owners(),
                decision.verdict().label()));
        return release.book().add(records, release.origin().requester());
    }
}
