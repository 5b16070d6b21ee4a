package dev.gatehouse.sca.java;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of the Java world.
public final class JavaFormats {
    private JavaFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new MavenPom(), new GradleLockfile(), new GradleCatalogue(), new GradleVerification(), new SbtLock(),
                new IvyModule(), new MavenInstall(), new PomProperties(), new JarManifest(), new JarContents());
    }
}
