package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.remedy.FixableFormat;
import dev.gatehouse.sca.remedy.FixableProject;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Projects whose versions are pins.
public final class PinFormat implements FixableFormat {
    private final String label;
    private final Set<String> formats;
    private final PinReader reader;
    private final Candidates candidates;

    private PinFormat(String label, Set<String> formats, PinReader reader, Candidates candidates) {
        this.label = label;
        this.formats = formats;
        this.reader = reader;
        this.candidates = candidates;
    }

    /// All of them.
    ///
    /// @param environment
    ///            of the user: where package managers are, and their settings
    public static List<FixableFormat> all(Candidates candidates, Map<String, String> environment) {
        KnownWeaknesses known = candidates.known();
        PackageManager manager = new PackageManager(environment);
        return List.of(
                new PinFormat("Maven", Set.of("maven-pom"), new MavenPins(), candidates),
                new PinFormat("Gradle", Set.of("gradle-catalogue"), new CataloguePins(), candidates),
                new PinFormat("Go", Set.of("go-mod"), new GoPins(manager, known), candidates),
                new PinFormat("Cargo", Set.of("cargo-lock"), new CargoPins(manager, known), candidates),
                new PinFormat("pip", Set.of("pip-requirements"), new RequirementPins(), candidates),
                new PinFormat("uv", Set.of("uv-lock"), new UvPins(manager, known), candidates),
                new PinFormat("GitHub Actions", Set.of("github-workflow"), new WorkflowPins(), candidates));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isFor(String format) {
        return formats.contains(format);
    }

    @Override
    public List<List<Project>> together(Path root, List<Project> projects) {
        return reader.together(root, projects);
    }

    @Override
    public FixableProject read(Path root, List<Project> projects) throws UnresolvableException, IOException {
        return new PinProject(reader.read(root, projects), candidates);
    }
}
