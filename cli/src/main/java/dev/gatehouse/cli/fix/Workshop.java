package dev.gatehouse.cli.fix;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.registry.NpmRegistry;
import dev.gatehouse.sca.registry.Npmrc;
import dev.gatehouse.sca.registry.PublishedVersions;
import dev.gatehouse.sca.registry.RegistryConnection;
import dev.gatehouse.sca.registry.RegistryException;
import dev.gatehouse.sca.registry.RegistryLimits;
import dev.gatehouse.sca.registry.UserRegistries;
import dev.gatehouse.sca.remedy.FixPlan;
import dev.gatehouse.sca.remedy.FixableFormat;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.Planner;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.Weakness;
import dev.gatehouse.sca.remedy.npm.NpmFormat;
import dev.gatehouse.sca.remedy.pin.Candidates;
import dev.gatehouse.sca.remedy.pin.PinFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What a plan is made of: the projects of a working tree, the advisories, the registries of the user.
final class Workshop implements AutoCloseable {
    private static final String STORE = "advisories.store";
    private static final Duration TIME = Duration.ofMinutes(5);

    private final Path root;
    private final List<Project> projects;
    private final AdvisoryStore store;
    private final KnownWeaknesses weaknesses;
    private final RegistryConnection connection;
    private final List<FixableFormat> formats;
    private final List<String> problems;

    private Workshop(Path root, List<Project> projects, AdvisoryStore store, RegistryConnection connection,
            Map<String, String> environment, Duration minimumAge, List<String> problems) throws RegistryException {
        this.root = root;
        this.projects = projects;
        this.store = store;
        this.weaknesses = KnownWeaknesses.of(new Matcher(store));
        this.connection = connection;
        List<FixableFormat> all = new ArrayList<>();
        all.add(new NpmFormat(new NpmRegistry(connection, Npmrc.of(environment)), weaknesses, minimumAge, Instant.now()));
        PublishedVersions published = new UserRegistries(connection, environment);
        all.addAll(PinFormat.all(new Candidates(weaknesses, published, minimumAge, Instant.now()), environment));
        this.formats = List.copyOf(all);
        this.problems = problems;
    }

    /// @throws UsageException
    ///             if there are no advisories
    static Workshop open(Console console, Path start, Duration minimumAge)
            throws UsageException, IOException, InterruptedException {
        Path file = Workplace.advisories(console).resolve(STORE);
        if (!AdvisoryStore.exists(file)) {
            throw new UsageException(
                    "there are no advisories yet, so nobody knows what to repair; run: gatehouse advisories update");
        }
        AtomicReference<@Nullable Inventory> found = new AtomicReference<>();
        ScaCheck check = new ScaCheck(List.of((inventory, _) -> {
            found.set(inventory);
            return List.of();
        }));
        List<String> problems = new ArrayList<>();
        for (Diagnostic diagnostic : WorkTree.look(console, start, check).coverage().diagnostics()) {
            if (diagnostic.kind() == Diagnostic.Kind.GAP) {
                problems.add(diagnostic.toString());
            }
        }
        Inventory inventory = found.get();
        return new Workshop(WorkTree.root(start), inventory == null ? List.of() : inventory.projects(), AdvisoryStore.open(file),
                new RegistryConnection(RegistryLimits.DEFAULT, InstantSource.system()), console.environment(),
                minimumAge, problems);
    }

    Path root() {
        return root;
    }

    /// What was not looked at or not answered: the plan may be less than it could be.
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(connection.failures());
        return all;
    }

    /// A plan for each project that has a weakness; projects that one file decides for are one.
    List<ProjectPlan> plans() throws IOException, InterruptedException {
        Map<FixableFormat, List<Project>> byFormat = new LinkedHashMap<>();
        List<List<Project>> groups = new ArrayList<>();
        for (Project project : projects) {
            boolean written = project.place().origin() instanceof Origin.File && !project.place().is(Trait.VENDORED)
                    && !project.place().is(Trait.IGNORED);
            FixableFormat format = format(project);
            if (written && format != null) {
                byFormat.computeIfAbsent(format, _ -> new ArrayList<>()).add(project);
            } else if (written) {
                groups.add(List.of(project));
            }
        }
        byFormat.forEach((format, all) -> groups.addAll(format.together(root, all)));
        groups.sort(Comparator.comparing(group -> group.getFirst().place()));
        List<ProjectPlan> plans = new ArrayList<>();
        for (List<Project> group : groups) {
            Set<Weakness> known = new TreeSet<>();
            group.forEach(project -> known.addAll(weaknesses(project)));
            if (!known.isEmpty()) {
                plans.add(plan(group, known));
            }
        }
        return plans;
    }

    private @Nullable FixableFormat format(Project project) {
        return formats.stream().filter(each -> each.isFor(project.format())).findFirst().orElse(null);
    }

    private Set<Weakness> weaknesses(Project project) {
        Set<Weakness> known = new TreeSet<>();
        for (PackageUse use : project.packages()) {
            boolean system = Ecosystem.of(use.purl()).map(ecosystem -> ecosystem.family().isDistribution()).orElse(true);
            if (use.pinned() && !use.own() && use.owner().isEmpty() && !system) {
                known.addAll(weaknesses.of(use.purl()));
            }
        }
        return known;
    }

    private ProjectPlan plan(List<Project> group, Set<Weakness> known) throws IOException, InterruptedException {
        Project project = group.getFirst();
        String path = project.place().path().toString();
        FixableFormat format = format(project);
        if (format == null) {
            return new ProjectPlan(path, project.format(), known, null, null, Unsupported.reason(project.format(), known));
        }
        try {
            FixableProject fixable = format.read(root, group);
            FixPlan plan = new Planner(TIME, InstantSource.system()).plan(fixable.resolution());
            return new ProjectPlan(path, format.label(), plan.before(), fixable, plan, "");
        } catch (UnresolvableException e) {
            return new ProjectPlan(path, format.label(), known, null, null, e.what());
        }
    }

    @Override
    public void close() {
        connection.close();
        store.close();
    }
}
