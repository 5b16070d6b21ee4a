package dev.gatehouse.cli.sbom;

import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.cli.scan.PackageLook;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.sbom.Bom;
import dev.gatehouse.sca.sbom.BomFormat;
import dev.gatehouse.sca.sbom.BomGaps;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Writes the bill of materials of a folder.
@CommandLine.Command(name = "sbom", sortOptions = false, description = "Write the bill of materials of a folder or image: every package, its digests, licence, and what needs what.", footer = {
    "", "Examples:", "  gatehouse sbom --output bom.json",
    "  gatehouse sbom service --format spdx-2.3 --name service --release 1.4.0",
    "  gatehouse sbom registry:registry.example/team/shop:1.4 --store"})
public final class SbomCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(paramLabel = "PATH", arity = "0..1", description = "The folder; the current one by default. oci:DIR, archive:FILE, registry:NAME: a container image.")
    String target = "";

    @CommandLine.Option(names = "--format", paramLabel = "FORMAT", description = "cyclonedx-1.7 (default), cyclonedx-1.6, spdx-2.3 or spdx-3.0.")
    String format = BomFormat.CYCLONEDX_1_7.label();

    @CommandLine.Option(names = "--output", paramLabel = "FILE", description = "Where to write it; standard output by default.")
    @Nullable
    Path output;

    @CommandLine.Option(names = "--name", paramLabel = "NAME", description = "What the bill is about; the folder's name by default.")
    @Nullable
    String name;

    @CommandLine.Option(names = "--release", paramLabel = "VERSION", description = "Version of that.")
    String release = "";

    @CommandLine.Option(names = "--as-of", paramLabel = "TIME", description = "Time of the bill, ISO 8601; SOURCE_DATE_EPOCH, else now by default. The same folder at the same time gives the same bytes.")
    @Nullable
    String asOf;

    @CommandLine.Option(names = "--store", description = "Keep it in the evidence folder beside the ledger and record it there, so that gatehouse advisories update matches it again whenever something becomes known.")
    boolean store;

    @CommandLine.Option(names = "--subject", paramLabel = "SUBJECT", description = "What a kept bill is about: sha256:… of an image, git:… of a commit; by default the image, or the commit that the folder stands on.")
    @Nullable
    String subject;

    @CommandLine.Mixin
    LedgerOptions ledger = new LedgerOptions();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        BomFormat chosen = BomFormat.named(format).orElseThrow(() -> new UsageException("there is no format '" + format
                + "'; formats: " + String.join(", ", Arrays.stream(BomFormat.values()).map(BomFormat::label).toList())));
        Instant created = created(console);
        AtomicReference<@Nullable Inventory> found = new AtomicReference<>();
        ScaCheck check = new ScaCheck(List.of((inventory, diagnostics) -> {
            found.set(inventory);
            return List.of();
        }));
        PackageLook look = PackageLook.at(console, target, check);
        Coverage coverage = look.result().coverage();
        Inventory inventory = found.get();
        SpdxList licences = SpdxList.load();
        Bom bom = Bom.of(inventory == null ? new Inventory(List.of()) : inventory,
                name == null ? look.name() : name, release, created, Main.version(),
                new LicenceReader(licences));
        if (!store || output != null) {
            write(bom, chosen, licences, console);
        }
        if (store) {
            keep(bom, licences, look, console);
        }
        coverage.diagnostics().stream().filter(diagnostic -> diagnostic.kind() != Diagnostic.Kind.NOTE)
                .forEach(diagnostic -> console.err().println("gatehouse: " + diagnostic));
        tell(bom, console);
        return coverage.count(Diagnostic.Kind.GAP) > 0 ? ExitCode.UNPROVEN : ExitCode.PASS;
    }

    private Instant created(Console console) throws UsageException {
        String text = asOf;
        String epoch = console.environment().get("SOURCE_DATE_EPOCH");
        try {
            if (text != null) {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant();
            }
            return epoch == null || epoch.isBlank() ? Instant.now() : Instant.ofEpochSecond(Long.parseLong(epoch.strip()));
        } catch (DateTimeException | NumberFormatException e) {
            throw new UsageException(
                    (text == null ? "SOURCE_DATE_EPOCH takes seconds since 1970" : "--as-of takes a date or time")
                            + " such as " + (text == null ? "1767225600" : "2026-12-31 or 2026-12-31T12:00:00Z"),
                    e);
        }
    }

    private void keep(Bom bom, SpdxList licences, PackageLook look, Console console) throws UsageException, IOException {
        String about = subject == null ? look.subject() : subject;
        if (about == null) {
            throw new UsageException(
                    "--store needs to know what the bill is about: this folder stands on no commit; give --subject");
        }
        var bytes = new ByteArrayOutputStream();
        BomFormat.CYCLONEDX_1_7.writer(licences).write(bom, bytes);
        Subject kept;
        try {
            kept = new Subject(about);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--subject: " + e.getMessage(), e);
        }
        Path advisories = Workplace.advisories(console).resolve("advisories.store");
        var bills = new KeptBills(ledger.open(console), ledger.signingKey(console));
        Path file;
        if (AdvisoryStore.exists(advisories)) {
            try (AdvisoryStore known = AdvisoryStore.open(advisories)) {
                file = bills.keep(kept, bytes.toByteArray(), bom.entries().size(), known);
            }
        } else {
            file = bills.keep(kept, bytes.toByteArray(), bom.entries().size(), null);
        }
        console.err().println("kept " + file + " of " + kept);
    }

    /// To a temporary name first: nobody reads half a bill.
    private void write(Bom bom, BomFormat chosen, SpdxList licences, Console console) throws IOException {
        Path target = output;
        if (target == null) {
            chosen.writer(licences).write(bom, console.out());
            console.out().flush();
            return;
        }
        Path absolute = target.toAbsolutePath();
        Path aside = Files.createTempFile(absolute.getParent(), ".sbom", null);
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
                chosen.writer(licences).write(bom, out);
            }
            Files.move(aside, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// What the bill has and what it lacks of the minimum elements.
    private static void tell(Bom bom, Console console) {
        console.err().println(bom.entries().size() + " components");
        for (BomGaps gap : BomGaps.of(bom)) {
            console.err()
                    .println("missing " + gap.element() + " (" + gap.asked() + "): " + gap.components()
                            + (gap.components() == 1 ? " component" : " components")
                            + (gap.examples().isEmpty() ? "" : ", such as ")
                            + String.join(", ", gap.examples()) + "; " + gap.supply());
        }
    }
}
