package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.registry.LoopbackNpm;
import dev.gatehouse.sca.registry.NpmRegistry;
import dev.gatehouse.sca.registry.Npmrc;
import dev.gatehouse.sca.registry.RegistryConnection;
import dev.gatehouse.sca.registry.RegistryLimits;
import dev.gatehouse.sca.remedy.FileEdits;
import dev.gatehouse.sca.remedy.FixPlan;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder with a project of npm, a registry, and advisories.
final class NpmGround implements AutoCloseable {
    final LoopbackNpm registry;
    final Path folder;
    private final StoreBuilder advisories = new StoreBuilder();
    private int number;
    private @Nullable AdvisoryStore store;

    NpmGround(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("project"));
        this.registry = new LoopbackNpm();
    }

    NpmGround publish(String name, String version, String... dependencies) {
        String more = dependencies.length == 0 ? "" : "\"dependencies\":{" + String.join(",", dependencies) + "}";
        registry.publish(name, version, more);
        return this;
    }

    /// Versions of a package from one to before another have a weakness.
    NpmGround weak(String name, String from, String fixed, String severity) {
        number++;
        advisories.advisory(new Advisory("GHSA-" + number, "ghsa", Advisory.Kind.VULNERABILITY, List.of("CVE-2026-" + number),
                List.of(), "It breaks", null, null, null, false, Rating.of(severity).stream().toList(), List.of(), List.of(),
                List.of(new Affected(Ecosystem.parse("npm").orElseThrow(), name, List.of(Span.between(from, fixed)), List.of(),
                        List.of(), List.of(), List.of()))));
        return this;
    }

    NpmGround manifest(String text) throws IOException {
        Files.writeString(folder.resolve("package.json"), text);
        return this;
    }

    /// Writes a lock file; each entry is `place version` or `place version {more members}`.
    NpmGround lock(String root, String... entries) throws IOException {
        StringBuilder text = new StringBuilder("{\n  \"name\": \"harbour\",\n  \"lockfileVersion\": 3,\n  \"requires\": true,\n"
                + "  \"packages\": {\n    \"\": " + root);
        for (String entry : entries) {
            String[] parts = entry.split(" ", 3);
            String name = parts[0].substring(parts[0].lastIndexOf("node_modules/") + "node_modules/".length());
            text.append(",\n    \"").append(parts[0]).append("\": {\n      \"version\": \"").append(parts[1])
                    .append("\",\n      \"resolved\": \"").append(registry.tarball(name, parts[1]))
                    .append("\",\n      \"integrity\": \"").append(registry.integrity(name, parts[1])).append('"')
                    .append(parts.length > 2 ? ",\n      " + parts[2] : "").append("\n    }");
        }
        Files.writeString(folder.resolve("package-lock.json"), text.append("\n  }\n}\n"));
        return this;
    }

    String manifest() throws IOException {
        return Files.readString(folder.resolve("package.json"));
    }

    String lock() throws IOException {
        return Files.readString(folder.resolve("package-lock.json"));
    }

    KnownWeaknesses weaknesses() throws IOException {
        Path file = folder.resolveSibling("store");
        AdvisoryStore opened = store;
        if (opened == null) {
            advisories.write(file, Instant.EPOCH);
            opened = AdvisoryStore.open(file);
            store = opened;
        }
        return KnownWeaknesses.of(new Matcher(opened));
    }

    NpmFormat format(RegistryConnection connection, int days) throws IOException {
        Files.writeString(folder.resolveSibling("npmrc"), "registry=" + registry.address() + "\n");
        Npmrc settings = Npmrc.of(Map.of("NPM_CONFIG_USERCONFIG", folder.resolveSibling("npmrc").toString()));
        return new NpmFormat(new NpmRegistry(connection, settings), weaknesses(), Duration.ofDays(days), Instant.now());
    }

    /// Plans, and carries it out if asked.
    FixPlan fix(boolean apply) throws IOException, InterruptedException, UnresolvableException {
        try (var connection = new RegistryConnection(RegistryLimits.DEFAULT, InstantSource.system())) {
            FixableProject project = format(connection, 3).read(folder, List.of(new Project(
                    new Place(new Origin.File(), SourcePath.of("package-lock.json"), Set.of()), "npm-lock", null, List.of())));
            FixPlan plan = new Planner(Duration.ofMinutes(1), InstantSource.system()).plan(project.resolution());
            if (apply && !plan.steps().isEmpty()) {
                FileEdits.write(project.edits(plan.outcome()).files());
            }
            return plan;
        }
    }

    @Override
    public void close() {
        registry.close();
        if (store != null) {
            store.close();
        }
    }
}
