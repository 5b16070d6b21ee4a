package dev.gatehouse.sca.vex;

import dev.gatehouse.advisory.feed.VexStatement;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Suppresses the places of findings for which a VEX document says *not affected* or *fixed*. It is a foreign suppression: shown
/// and counted, and a policy may refuse it.
///
/// A statement is about a package: of any version if it names none, of one version else. *Not affected* counts only with a
/// justification or words that say why, *fixed* only for a version. A statement about the whole product counts if it is about
/// what the tree itself is, or names no product at all. Of several about the same place the last one counts.
public final class VexFilter implements InventoryJudge {
    private final InventoryJudge judge;
    private final Statements statements;

    /// @param judge
    ///            whose findings are filtered
    public VexFilter(InventoryJudge judge, Statements statements) {
        this.judge = judge;
        this.statements = statements;
    }

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        List<Finding> findings = judge.judge(inventory, diagnostics);
        if (findings.isEmpty() || statements.isEmpty()) {
            return findings;
        }
        Map<String, List<Statements.Told>> byName = new HashMap<>();
        statements.all().forEach(told -> told.statement().vulnerabilities()
                .forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(told)));
        Set<String> own = own(inventory);
        return findings.stream().map(finding -> filtered(finding, byName, own)).toList();
    }

    /// What the tree itself is: package URLs without version, and plain names.
    private static Set<String> own(Inventory inventory) {
        Set<String> own = new HashSet<>();
        inventory.packages().filter(PackageUse::own).forEach(use -> own.add(use.purl().unversioned().toString()));
        inventory.projects().forEach(project -> {
            if (project.subject() != null && !project.subject().name().isEmpty()) {
                own.add(project.subject().name());
            }
        });
        return own;
    }

    private static Finding filtered(Finding finding, Map<String, List<Statements.Told>> byName, Set<String> own) {
        Set<Statements.Told> about = new java.util.LinkedHashSet<>();
        for (Fingerprint fingerprint : finding.identity()) {
            String value = fingerprint.value();
            about.addAll(byName.getOrDefault(value.substring(value.lastIndexOf('|') + 1), List.of()));
        }
        if (about.isEmpty()) {
            return finding;
        }
        List<Occurrence> occurrences = new ArrayList<>();
        for (Occurrence occurrence : finding.occurrences()) {
            Suppression suppression = occurrence.suppression() == null ? suppression(occurrence, about, own) : null;
            occurrences.add(suppression == null ? occurrence : occurrence.suppressed(suppression));
        }
        return finding.at(occurrences);
    }

    private static @Nullable Suppression suppression(Occurrence occurrence, Set<Statements.Told> about, Set<String> own) {
        Optional<PackageUrl> url = occurrence.location() instanceof Location.Package(var purl, _, _)
                ? read(purl)
                : Optional.empty();
        Suppression last = null;
        for (Statements.Told told : about) {
            VexStatement statement = told.statement();
            boolean versioned = url.isPresent()
                    && statement.products().stream().anyMatch(product -> covers(product, url.get()) && names(product));
            boolean counts = versioned || whole(statement, own)
                    || url.isPresent() && statement.products().stream().anyMatch(product -> covers(product, url.get()));
            if (counts) {
                last = switch (statement.status()) {
                    case NOT_AFFECTED -> reasoned(statement) ? suppression(told) : last;
                    case FIXED -> versioned ? suppression(told) : last;
                    case AFFECTED, UNDER_INVESTIGATION -> null;
                };
            }
        }
        return last;
    }

    private static boolean reasoned(VexStatement statement) {
        return statement.justification() != null || statement.statement() != null && !statement.statement().isBlank();
    }

    private static boolean whole(VexStatement statement, Set<String> own) {
        return statement.products().isEmpty() || statement.products().stream().anyMatch(product -> own.contains(product)
                || read(product).map(url -> own.contains(url.unversioned().toString()) || own.contains(url.name()))
                        .orElse(false));
    }

    private static boolean names(String product) {
        return read(product).map(url -> url.version() != null).orElse(false);
    }

    /// Whether a statement about the product is one about the package: same type and name, the same version if it names one, and
    /// every qualifier that it names.
    private static boolean covers(String product, PackageUrl url) {
        PackageUrl stated = read(product).orElse(null);
        if (stated == null || !stated.type().equals(url.type()) || !stated.name().equals(url.name())
                || !java.util.Objects.equals(stated.namespace(), url.namespace())) {
            return false;
        }
        return (stated.version() == null || stated.version().equals(url.version())) && stated.qualifiers().entrySet().stream()
                .allMatch(qualifier -> qualifier.getValue().equals(url.qualifier(qualifier.getKey())));
    }

    private static Optional<PackageUrl> read(String text) {
        try {
            return text.startsWith("pkg:") ? Optional.of(PackageUrl.parse(text)) : Optional.empty();
        } catch (PackageUrlException e) {
            return Optional.empty();
        }
    }

    private static Suppression suppression(Statements.Told told) {
        VexStatement statement = told.statement();
        StringBuilder reason = new StringBuilder(statement.status() == VexStatement.Status.FIXED ? "fixed" : "not affected");
        if (statement.justification() != null) {
            reason.append(" (").append(statement.justification()).append(')');
        }
        if (statement.statement() != null && !statement.statement().isBlank()) {
            reason.append(": ").append(statement.statement().strip());
        }
        reason.append(statement.author() == null ? ", author unknown" : ", says " + statement.author());
        return new Suppression(Suppression.Kind.CONFIGURATION, "VEX " + told.file(), reason.toString());
    }
}
