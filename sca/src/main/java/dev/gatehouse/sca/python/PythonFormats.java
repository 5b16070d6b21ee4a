package dev.gatehouse.sca.python;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of Python's package managers.
public final class PythonFormats {
    private PythonFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new RequirementsTxt(), new Pipfile(), new PipfileLock(), new Pyproject(), new SetupCfg(), new PoetryLock(),
                new UvLock(), new PdmLock(), new PylockToml(), new CondaEnvironment(), new CondaLock(), new CondaMeta(),
                new PixiLock(), new SetupPy(), new CoreMetadata());
    }
}
