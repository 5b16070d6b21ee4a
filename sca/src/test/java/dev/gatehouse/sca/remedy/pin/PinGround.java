package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.registry.PublishedVersions;
import dev.gatehouse.sca.remedy.Edits;
import dev.gatehouse.sca.remedy.FileEdits;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.FixableFormat;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.Planner;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder with a project, what is published, and advisories.
final class PinGround implements AutoCloseable {
    final Path folder;
    final Map<String, String> environment = new HashMap<>();
    private final Map<String, List<PublishedVersions.Release>> published = new HashMap<>();
    private final StoreBuilder advisories = new StoreBuilder();
    private final List<Project> projects = new ArrayList<>();
    private int number;
    private @Nullable AdvisoryStore store;

    PinGround(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("project"));
        environment.put("PATH", String.valueOf(System.getenv("PATH")));
        environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    }

    PinGround file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    PinGround publish(String purl, String... versions) {
        published.put(purl, Stream.of(versions).map(each -> new PublishedVersions.Release(each, null, false)).toList());
        return this;
    }

    /// Versions of a package from one to before another have a weakness.
    PinGround weak(String ecosystem, String name, String from, String fixed, String severity) {
        number++;
        advisories.advisory(new Advisory("GHSA-" + number, "ghsa", Advisory.Kind.VULNERABILITY, List.of("CVE-2026-" + number),
                List.of(), "It breaks", null, null, null, false, Rating.of(severity).stream().toList(), List.of(), List.of(),
                List.of(new Affected(Ecosystem.parse(ecosystem).orElseThrow(), name, List.of(Span.between(from, fixed)),
                        List.of(),
                        List.of(), List.of(), List.of()))));
        return this;
    }

    /// What the inventory finds in a file.
    PinGround uses(String path, String format, String... purls) throws Exception {
        Place place = new Place(new Origin.File(), SourcePath.of(path), Set.of());
        List<PackageUse> uses = new ArrayList<>();
        for (String purl : purls) {
            uses.add(new PackageUse(PackageUrl.parse(purl), "", Scope.RUNTIME, true, false, format, Role.MANIFEST, place, null,
                    null,
                    List.of(), List.of(), "", "", "", "", "", ""));
        }
        projects.add(new Project(place, format, null, uses));
        return this;
    }

    /// What came of it.
    record Fixed(FixPlan plan, Edits edits) {
        List<String> steps() {
            return plan.steps().stream().map(step -> step.change().label()).toList();
        }

        List<String> reasons() {
            return plan.remaining().stream().map(FixPlan.Remaining::why).toList();
        }
    }

    /// Plans for all files of one format and carries the plan out.
    Fixed fix(String format) throws IOException, InterruptedException, UnresolvableException {
        Path file = folder.resolveSibling("store");
        advisories.write(file, Instant.EPOCH);
        store = AdvisoryStore.open(file);
        PublishedVersions versions = published.isEmpty()
                ? PublishedVersions.UNKNOWN
                : purl -> Optional.ofNullable(published.get(purl.unversioned().toString()));
        Candidates candidates = new Candidates(KnownWeaknesses.of(new Matcher(store)), versions, Duration.ofDays(3),
                Instant.now());
        FixableFormat fixable = PinFormat.all(candidates, environment).stream().filter(each -> each.isFor(format)).findFirst()
                .orElseThrow();
        FixableProject project = fixable.read(folder, fixable.together(folder, projects).getFirst());
        FixPlan plan = new Planner(Duration.ofMinutes(1), InstantSource.system()).plan(project.resolution());
        Edits edits = plan.steps().isEmpty() ? Edits.NONE : project.edits(plan.outcome());
        FileEdits.write(edits.files());
        return new Fixed(plan, edits);
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
