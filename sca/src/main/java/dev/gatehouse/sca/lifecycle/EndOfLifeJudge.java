package dev.gatehouse.sca.lifecycle;

import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reports distributions, runtimes and frameworks whose line of releases gets no security fixes any more. One line of releases is
/// one finding, wherever it is used.
public final class EndOfLifeJudge implements InventoryJudge {
    private final List<Lifecycle> lifecycles;
    private final LocalDate day;

    /// @param lifecycles
    ///            what is known of products' lives
    /// @param day
    ///            for which it is decided
    public EndOfLifeJudge(List<Lifecycle> lifecycles, LocalDate day) {
        this.lifecycles = List.copyOf(lifecycles);
        this.day = day;
    }

    /// A line of releases that is over, and where it is used.
    private record Ended(Lifecycle lifecycle, Lifecycle.Cycle cycle, boolean system, Set<String> versions,
            List<Occurrence> occurrences) {}

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        Products products = new Products(lifecycles);
        Map<String, Ended> ended = new TreeMap<>();
        for (Inventory.OperatingSystem system : inventory.systems()) {
            Ended found = ended(products.distribution(system.id()), system.version(), true, ended);
            if (found != null) {
                Place place = system.place();
                found.occurrences().add(new Occurrence(new Location.Package(purl(system), place, null),
                        place.is(Trait.TEST) ? Confidence.POSSIBLE : Confidence.CERTAIN, null, null));
            }
        }
        inventory.packages().filter(use -> !use.own() && use.owner().isEmpty()).forEach(use -> {
            Ended found = ended(products.product(use.purl()), version(use), false, ended);
            if (found != null) {
                Confidence confidence = use.aside()
                        ? Confidence.POSSIBLE
                        : use.scope().shipped() ? Confidence.CERTAIN : Confidence.LIKELY;
                found.occurrences().add(use.occurrence(confidence, ScaRules.END_OF_LIFE));
            }
        });
        return ended.values().stream().map(this::finding).toList();
    }

    private static String purl(Inventory.OperatingSystem system) {
        return "pkg:generic/" + system.id().replaceAll("[^a-z0-9._-]", "") + (system.version().isEmpty()
                ? ""
                : "@" + system.version().replaceAll("[^A-Za-z0-9._-]", ""));
    }

    /// An image that is pinned by digest may still say its tag.
    private static String version(PackageUse use) {
        String version = use.purl().version();
        String tag = use.purl().qualifier("tag");
        return tag != null && !tag.isEmpty() ? tag : version == null ? "" : version;
    }

    private @Nullable Ended ended(@Nullable Lifecycle lifecycle, String version, boolean system, Map<String, Ended> all) {
        Lifecycle.Cycle cycle = lifecycle == null || version.isEmpty() ? null : Products.cycle(lifecycle, version);
        if (lifecycle == null || cycle == null || !cycle.isOver(day)) {
            return null;
        }
        Ended found = all.computeIfAbsent(lifecycle.product() + "|" + cycle.name() + "|" + system,
                _ -> new Ended(lifecycle, cycle, system, new TreeSet<>(), new ArrayList<>()));
        found.versions().add(version);
        return found;
    }

    private Finding finding(Ended ended) {
        Lifecycle.Cycle cycle = ended.cycle();
        String product = ended.lifecycle().product();
        LocalDate end = cycle.end();
        String since = end == null ? "no security fixes any more" : "no security fixes since " + end;
        SequencedMap<String, String> evidence = new LinkedHashMap<>();
        evidence.put("product", product + " " + cycle.name());
        evidence.put("installed", String.join(", ", ended.versions()));
        evidence.put("ended", end == null ? "before " + day : end.toString());
        if (cycle.latest() != null) {
            evidence.put("last", String.valueOf(cycle.latest()));
        }
        Fingerprint fingerprint = new Fingerprint("lifecycle", 1,
                (product + "|" + cycle.name()).replaceAll("[^!-~]", "_"));
        return new Finding(List.of(fingerprint), ScaRules.END_OF_LIFE, ended.system() ? Severity.HIGH : Severity.MEDIUM,
                product + " " + cycle.name() + " has had " + since + ".", ended.occurrences(), List.of(), remedy(ended),
                evidence);
    }

    /// The nearest line that is maintained: sources list lines newest first.
    private Remedy remedy(Ended ended) {
        String product = ended.lifecycle().product();
        Lifecycle.Cycle nearest = null;
        for (Lifecycle.Cycle cycle : ended.lifecycle().cycles()) {
            if (cycle.equals(ended.cycle())) {
                break;
            }
            nearest = cycle.isOver(day) ? nearest : cycle;
        }
        URI link = URI.create("https://endoflife.date/" + product.replaceAll("[^A-Za-z0-9-]", ""));
        if (nearest == null) {
            return new Remedy("Replace " + product + ": no newer line of releases is maintained.", link);
        }
        LocalDate until = nearest.end();
        return new Remedy("Move to " + product + " " + nearest.name()
                + (until == null ? "" : ", maintained until " + until) + ", or newer.", link);
    }
}
