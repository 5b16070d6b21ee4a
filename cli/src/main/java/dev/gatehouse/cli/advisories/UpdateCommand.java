package dev.gatehouse.cli.advisories;

import dev.gatehouse.advisory.update.AdvisoryHome;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import dev.gatehouse.sca.ScaCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Downloads.
@CommandLine.Command(name = "update", sortOptions = false, description = "Download the advisories of ecosystems from OSV.dev, CISA's known exploited vulnerabilities and EPSS, as far as they have changed.", footer = {
    "", "Examples:", "  gatehouse advisories update                      for the packages of this repository",
    "  gatehouse advisories update npm PyPI Debian", "  gatehouse advisories update --all",
    "  gatehouse advisories update Go --mirror https://mirror.example/osv/"})
final class UpdateCommand extends OnAdvisories {
    /// Of these OSV.dev is known to export archives; others are downloaded only when they are named.
    private static final Set<EcosystemFamily> EXPORTED = EnumSet.of(EcosystemFamily.NPM, EcosystemFamily.MAVEN,
            EcosystemFamily.PYPI,
            EcosystemFamily.RUBYGEMS, EcosystemFamily.NUGET, EcosystemFamily.PACKAGIST, EcosystemFamily.GO,
            EcosystemFamily.CRATES_IO,
            EcosystemFamily.HEX, EcosystemFamily.PUB, EcosystemFamily.CRAN, EcosystemFamily.SWIFT_URL, EcosystemFamily.HACKAGE,
            EcosystemFamily.GITHUB_ACTIONS, EcosystemFamily.DEBIAN, EcosystemFamily.UBUNTU, EcosystemFamily.ALPINE);

    @CommandLine.Parameters(paramLabel = "ECOSYSTEM", arity = "0..*", description = "npm, Maven, PyPI, Go, crates.io, Debian, … as OSV.dev spells them; by default those of the packages in the current folder, and those that are there already.")
    List<String> ecosystems = List.of();

    @CommandLine.Option(names = "--all", description = "All ecosystems: about 1 GB.")
    boolean all;

    @CommandLine.Option(names = "--mirror", paramLabel = "URL", description = "Where copies lie: ECOSYSTEM/all.zip, ecosystems.txt, known_exploited_vulnerabilities.json, epss_scores-current.csv.gz.")
    @Nullable
    URI mirror;

    @CommandLine.Option(names = "--report", paramLabel = "KIND=FILE", description = "Write a report of what is known against the kept bills of materials of what is deployed; repeatable.")
    List<String> reports = new ArrayList<>();

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        AdvisoryHome home = home(console);
        Set<EcosystemFamily> wanted = families(console, home);
        if (wanted.isEmpty() && !all) {
            console.err()
                    .println("there are no packages in this folder, and no advisories yet; name ecosystems to download theirs");
            return ExitCode.PASS;
        }
        AdvisoryHome.Outcome outcome = home.update(new AdvisoryHome.Request(wanted, mirror(mirror)));
        outcome.summaries().forEach((name, summary) -> report(console, name, summary));
        reportMore(console);
        console.err().println(outcome.changed().isEmpty()
                ? "nothing has changed"
                : "changed: " + String.join(", ", outcome.changed())
                        + (outcome.unchanged().isEmpty() ? "" : "; unchanged: " + String.join(", ", outcome.unchanged())));
        rematch(console, home, ledger, reports);
        return ExitCode.PASS;
    }

    private static @Nullable URI mirror(@Nullable URI given) throws UsageException {
        if (given == null) {
            return null;
        }
        if (given.getScheme() == null || !given.getScheme().matches("https?") || given.getHost() == null) {
            throw new UsageException("--mirror expects an http or https address");
        }
        return given.getPath().endsWith("/") ? given : URI.create(given + "/");
    }

    private Set<EcosystemFamily> families(Console console, AdvisoryHome home)
            throws UsageException, IOException, InterruptedException {
        Set<EcosystemFamily> families = new LinkedHashSet<>();
        if (all) {
            return families;
        }
        for (String name : ecosystems) {
            EcosystemFamily family = EcosystemFamily.named(name);
            if (family == null) {
                throw new UsageException(
                        "there is no ecosystem '" + name + "'; known are " + String.join(", ", AdvisoryHome.ecosystems()));
            }
            families.add(family);
        }
        if (families.isEmpty()) {
            families.addAll(home.downloaded());
            families.addAll(present(console));
        }
        return families;
    }

    /// The ecosystems of the packages in the current folder, as far as there are advisories of them.
    private static Set<EcosystemFamily> present(Console console) throws UsageException, IOException, InterruptedException {
        Set<EcosystemFamily> families = new TreeSet<>();
        var check = new ScaCheck(List.of((inventory, _) -> {
            inventory.packages().filter(use -> !use.own())
                    .forEach(use -> Ecosystem.of(use.purl()).ifPresent(ecosystem -> families.add(ecosystem.family())));
            return List.of();
        }));
        WorkTree.look(console, Path.of(""), check);
        families.retainAll(EXPORTED);
        return families;
    }
}
