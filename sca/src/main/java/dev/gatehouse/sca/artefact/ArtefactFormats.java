package dev.gatehouse.sca.artefact;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of programs.
public final class ArtefactFormats {
    private ArtefactFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new GoProgram(), new RustProgram());
    }
}
