package dev.gatehouse.cli.sbom;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ledger.Event;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Running;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.sca.bom.KeptBill;
import dev.gatehouse.sca.match.AdvisoryJudge;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.report.format.ReportFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The bills of materials that lie in the evidence folder beside a ledger: each in a file named by its digest, with a record in the
/// ledger that says what it is about. Beside it lies what was known against its packages on that day, so that only what becomes
/// known later is told as a disclosure.
///
/// @param key signs the ledger; null to leave it unsigned
public record KeptBills(Ledger ledger, @Nullable SigningKey key) {
    static final String FORMAT = "cyclonedx-1.7";
    private static final String FOLDER = "sboms";
    private static final long LARGEST = 256L << 20;

    /// A bill that is kept.
    ///
    /// @param subject what it is about
    /// @param file name for people
    /// @param bytes its content, whose digest is the recorded one
    /// @param known fingerprints that were known when it was kept; those of exploited weaknesses begin with `!`
    record Bill(Subject subject, String file, byte[] bytes, Set<String> known) {}

    private Path evidence() {
        return evidence(ledger);
    }

    private static Path evidence(Ledger ledger) {
        return ledger.folder().toAbsolutePath().normalize().resolveSibling("evidence");
    }

    /// Keeps one and writes it down.
    ///
    /// @param bytes CycloneDX 1.7 in JSON
    /// @param packages how many it lists
    /// @param store what is known by now; null if there are no advisories
    /// @return the file
    Path keep(Subject subject, byte[] bytes, long packages, @Nullable AdvisoryStore store)
            throws UsageException, IOException {
        SbomKept kept = place(ledger, subject, FORMAT, bytes, packages, store);
        append(List.of(kept));
        return evidence().resolve(kept.file());
    }

    /// Keeps one beside a ledger; its record is still to be appended.
    ///
    /// @param format a form of CycloneDX in JSON, by its name
    /// @param packages how many it lists
    /// @param store what is known by now; null if there are no advisories
    public static SbomKept place(Ledger ledger, Subject subject, String format, byte[] bytes, long packages,
            @Nullable AdvisoryStore store) throws IOException {
        String digest = sha256(bytes);
        Path folder = Files.createDirectories(evidence(ledger).resolve(FOLDER));
        Path file = folder.resolve(digest + ".cdx.json");
        if (store != null) {
            List<String> known = findings(subject.text(), bytes, store).stream().map(KeptBills::line).toList();
            ReportFile.write(folder.resolve(digest + ".known"),
                    out -> out.write(String.join("\n", known).getBytes(StandardCharsets.UTF_8)));
        }
        ReportFile.write(file, out -> out.write(bytes));
        return new SbomKept(subject, format, digest, FOLDER + "/" + file.getFileName(), packages);
    }

    /// A finding as it is remembered: all its names, because which comes first may change.
    private static String line(Finding finding) {
        return (finding.rule().id().equals("exploited-dependency") ? "!" : "")
                + String.join(" ", finding.identity().stream().map(Object::toString).toList());
    }

    /// The newest bill of each subject that is deployed, as the newest deployment of each workload in each environment says; of
    /// every subject if the ledger knows of no deployment.
    ///
    /// @param troubles told of bills that cannot be read or are not what was recorded
    List<Bill> deployed(List<Recorded> records, List<String> troubles) throws IOException {
        Map<Subject, SbomKept> kept = new LinkedHashMap<>();
        for (Recorded each : records) {
            if (each.record() instanceof SbomKept bill) {
                kept.put(bill.subject(), bill);
            }
        }
        Set<Subject> running = Running.of(records).subjects();
        Set<Subject> wanted = running.isEmpty() ? kept.keySet() : running;
        List<Bill> bills = new ArrayList<>();
        for (Subject subject : wanted) {
            SbomKept bill = kept.get(subject);
            if (bill == null) {
                troubles.add(subject + " is deployed, and no bill of materials of it is kept: gatehouse sbom --store");
            } else {
                read(bill, bills, troubles);
            }
        }
        return bills;
    }

    private void read(SbomKept bill, List<Bill> bills, List<String> troubles) throws IOException {
        Path file = evidence().resolve(bill.file()).normalize();
        if (!file.startsWith(evidence()) || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            troubles.add(bill.file() + " of " + bill.subject() + " is not in " + evidence());
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!sha256(bytes).equals(bill.sha256())) {
            troubles.add(bill.file() + " is not what the ledger recorded: somebody changed it");
            return;
        }
        Path known = file.resolveSibling(bill.sha256() + ".known");
        bills.add(new Bill(bill.subject(), bill.file(), bytes,
                Files.isRegularFile(known) ? new LinkedHashSet<>(Files.readAllLines(known)) : Set.of()));
    }

    /// What the advisories say of a bill's packages.
    static List<Finding> findings(String name, byte[] bytes, AdvisoryStore store) throws IOException {
        try {
            return new AdvisoryJudge(new Matcher(store)).judge(KeptBill.read(name, bytes, _ -> {}), _ -> {});
        } catch (DocumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /// Everything that the ledger says.
    List<Recorded> records() throws UsageException, IOException {
        try {
            return Recorded.all(ledger);
        } catch (LedgerException e) {
            throw new UsageException(e.getMessage() + "; see: gatehouse ledger verify", e);
        }
    }

    void append(List<? extends LedgerRecord> records) throws UsageException, IOException {
        if (records.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        List<Event> events = records.stream().map(record -> record.event(now, null)).toList();
        try {
            ledger.append(events, key);
        } catch (LedgerException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
