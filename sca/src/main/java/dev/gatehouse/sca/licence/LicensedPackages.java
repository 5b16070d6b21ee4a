package dev.gatehouse.sca.licence;

import dev.gatehouse.ecosystem.PackageUrl;
import java.util.Set;

/// Which packages have a licence that could be known: not images, runtimes or steps of a build, which are many works or none.
final class LicensedPackages {
    private static final Set<String> OTHERS = Set.of("docker", "oci", "generic", "github", "githubactions", "terraform", "helm");

    private LicensedPackages() {}

    static boolean has(PackageUrl url) {
        return !OTHERS.contains(url.type());
    }
}
