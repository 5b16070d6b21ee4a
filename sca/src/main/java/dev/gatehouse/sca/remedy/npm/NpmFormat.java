package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.registry.NpmRegistry;
import dev.gatehouse.sca.remedy.FixableFormat;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Projects of npm with a lock file of version 2 or 3.
public final class NpmFormat implements FixableFormat {
    private final NpmCatalogue catalogue;

    /// @param minimumAge
    ///            of versions that are proposed
    public NpmFormat(NpmRegistry registry, KnownWeaknesses weaknesses, Duration minimumAge, Instant now) {
        this.catalogue = new NpmCatalogue(registry, weaknesses, minimumAge, now);
    }

    @Override
    public String label() {
        return "npm";
    }

    @Override
    public boolean isFor(String format) {
        return format.equals("npm-lock");
    }

    @Override
    public FixableProject read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        return NpmProject.read(root.resolve(projects.getFirst().place().path().toString()), catalogue);
    }
}
