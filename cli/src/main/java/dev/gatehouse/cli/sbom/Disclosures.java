package dev.gatehouse.cli.sbom;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.ledger.record.FindingClosed;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Matches the kept bills of what is deployed with the advisories as they are now. What became known since a bill was kept, or is
/// exploited now, opens a finding on its subject; what was opened and no longer holds is closed. Both are appended to the ledger, so
/// that the next deployment, and whoever is on call, sees them without a new scan.
///
/// @param report every finding of these bills, the opened ones new
/// @param opened how many were opened
/// @param closed how many were closed
public record Disclosures(Report report, int opened, int closed) {
    private static final String WITHDRAWN = "no advisory speaks of it any more: it was withdrawn, or its range of versions changed";

    /// Matches and writes down.
    ///
    /// @throws UsageException if the ledger cannot be read
    public static Disclosures of(KeptBills bills, AdvisoryStore store, Console console) throws UsageException, IOException {
        Instant started = Instant.now();
        List<String> troubles = new ArrayList<>();
        List<Recorded> records = bills.records();
        List<LedgerRecord> news = new ArrayList<>();
        List<Assessed> assessed = new ArrayList<>();
        for (KeptBills.Bill bill : bills.deployed(records, troubles)) {
            List<Finding> findings = KeptBills.findings(bill.file(), bill.bytes(), store);
            List<FindingOpened> open = Outstanding.against(bill.subject(), records).findings();
            for (Finding finding : findings) {
                FindingOpened before = open.stream().filter(each -> names(finding, each.fingerprint())).findFirst().orElse(null);
                boolean opens = before == null ? opens(finding, bill.known()) : exploited(finding) && !before.exploited();
                if (opens) {
                    news.add(opened(bill, finding, before));
                }
                assessed.add(new Assessed(finding, opens ? Assessed.Newness.NEW : Assessed.Newness.KNOWN,
                        opens ? finding.active().size() : 0, null, Verdict.ALLOW, "assessment of " + bill.subject()));
            }
            open.stream().filter(each -> findings.stream().noneMatch(finding -> names(finding, each.fingerprint())))
                    .forEach(each -> news.add(new FindingClosed(bill.subject(), each.fingerprint(), WITHDRAWN)));
        }
        bills.append(news);
        troubles.forEach(trouble -> console.err().println("gatehouse: " + trouble));
        news.forEach(each -> console.out().println(told(each)));
        int closed = (int) news.stream().filter(FindingClosed.class::isInstance).count();
        var coverage = new Coverage(records.size(), records.size(), 0, 0, 0, List.of());
        var report = new Report(new Tool(Main.version(), "", ""),
                new Run(started, Duration.between(started, Instant.now()), Duration.ZERO),
                new Subject("kept bills of materials", ".", null, null, null, null, false), merged(assessed), List.of(), coverage,
                null);
        return new Disclosures(report, news.size() - closed, closed);
    }

    /// One finding a weakness, of which several images may have the package.
    private static List<Assessed> merged(List<Assessed> all) {
        List<Assessed> merged = new ArrayList<>();
        for (Assessed each : all) {
            int at = -1;
            for (int i = 0; i < merged.size() && at < 0; i++) {
                at = merged.get(i).finding().fingerprint().equals(each.finding().fingerprint()) ? i : -1;
            }
            if (at < 0) {
                merged.add(each);
            } else {
                Assessed there = merged.get(at);
                Assessed lead = there.newness() == Assessed.Newness.NEW ? there : each;
                merged.set(at, new Assessed(there.finding().merge(each.finding()), lead.newness(),
                        there.newPlaces() + each.newPlaces(), null, Verdict.ALLOW, lead.policy()));
            }
        }
        return merged;
    }

    /// Whether it was not known when the bill was kept, or was known and not exploited.
    private static boolean opens(Finding finding, Set<String> known) {
        for (String line : known) {
            boolean exploited = line.startsWith("!");
            List<String> names = Arrays.asList(line.substring(exploited ? 1 : 0).split(" "));
            if (finding.identity().stream().map(Fingerprint::toString).anyMatch(names::contains)) {
                return exploited(finding) && !exploited;
            }
        }
        return true;
    }

    private static boolean exploited(Finding finding) {
        return finding.rule().id().equals("exploited-dependency") || finding.rule().id().equals("malicious-dependency");
    }

    private static boolean names(Finding finding, String fingerprint) {
        return finding.identity().stream().anyMatch(each -> each.toString().equals(fingerprint));
    }

    /// @param before under whose name it is open already; null if it is not
    private static FindingOpened opened(KeptBills.Bill bill, Finding finding, @Nullable FindingOpened before) {
        String advisories = finding.evidence().getOrDefault("advisories", "");
        return new FindingOpened(bill.subject(), before == null ? finding.fingerprint().toString() : before.fingerprint(),
                finding.rule().id(), finding.severity().label(), finding.message(), purl(finding),
                advisories.isEmpty() ? List.of() : List.of(advisories.split(", ")), exploited(finding));
    }

    private static @Nullable String purl(Finding finding) {
        Occurrence first = finding.occurrences().getFirst();
        return first.location() instanceof Location.Package(var purl, _, _) ? purl : null;
    }

    private static String told(LedgerRecord record) {
        return switch (record) {
            case FindingOpened opened -> "opened  " + opened.subject() + "  " + opened.severity()
                    + (opened.exploited() ? ", exploited" : "") + "  " + opened.message();
            case FindingClosed closed -> "closed  " + closed.subject() + "  " + closed.fingerprint() + "  " + closed.reason();
            default -> record.kind();
        };
    }
}
