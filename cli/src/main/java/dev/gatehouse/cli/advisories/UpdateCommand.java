package dev.gatehouse.cli.advisories;

import dev.gatehouse.advisory.update.AdvisoryHome;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Downloads.
@CommandLine.Command(name = "update", sortOptions = false, description = "Download the advisories of ecosystems from OSV.dev, CISA's known exploited vulnerabilities and EPSS, as far as they have changed.", footer = {
    "", "Examples:", "  gatehouse advisories update npm PyPI Debian", "  gatehouse advisories update --all",
    "  gatehouse advisories update Go --mirror https://mirror.example/osv/"})
final class UpdateCommand extends OnAdvisories {
    @CommandLine.Parameters(paramLabel = "ECOSYSTEM", arity = "0..*", description = "npm, Maven, PyPI, Go, crates.io, Debian, … as OSV.dev spells them; by default those that are there already.")
    List<String> ecosystems = List.of();

    @CommandLine.Option(names = "--all", description = "All ecosystems: about 1 GB.")
    boolean all;

    @CommandLine.Option(names = "--mirror", paramLabel = "URL", description = "Where copies lie: ECOSYSTEM/all.zip, ecosystems.txt, known_exploited_vulnerabilities.json, epss_scores-current.csv.gz.")
    @Nullable
    URI mirror;

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        AdvisoryHome home = home(console);
        AdvisoryHome.Outcome outcome = home.update(new AdvisoryHome.Request(families(home), mirror(mirror)));
        outcome.summaries().forEach((name, summary) -> report(console, name, summary));
        reportMore(console);
        console.err().println(outcome.changed().isEmpty()
                ? "nothing has changed"
                : "changed: " + String.join(", ", outcome.changed())
                        + (outcome.unchanged().isEmpty() ? "" : "; unchanged: " + String.join(", ", outcome.unchanged())));
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

    private Set<EcosystemFamily> families(AdvisoryHome home) throws UsageException, IOException {
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
        }
        if (families.isEmpty()) {
            throw new UsageException("say which ecosystems: gatehouse advisories update npm Maven …, or --all");
        }
        return families;
    }
}
