package dev.gatehouse.advisory.match;

import dev.gatehouse.ecosystem.EcosystemFamily;
import java.util.List;

/// Whose word on the affected versions counts first: the database that the ecosystem itself keeps, then GitHub's, which people
/// review, then the others.
final class Preference {
    private static final List<String> REVIEWED = List.of("ghsa", "osv");

    private Preference() {}

    /// Lower counts first.
    static int of(EcosystemFamily family, String source) {
        if (source.equals(home(family))) {
            return 0;
        }
        int reviewed = REVIEWED.indexOf(source);
        return reviewed < 0 ? REVIEWED.size() + 1 : reviewed + 1;
    }

    static String home(EcosystemFamily family) {
        return switch (family) {
            case GO -> "go";
            case CRATES_IO -> "rustsec";
            case PYPI -> "pypa";
            case RUBYGEMS -> "rubysec";
            case PACKAGIST -> "friendsofphp";
            case BITNAMI -> "bitnami";
            case DEBIAN -> "debian";
            case UBUNTU -> "ubuntu";
            case ALPINE -> "alpine";
            case WOLFI -> "wolfi";
            case CHAINGUARD -> "chainguard";
            case ALMALINUX -> "almalinux";
            case ROCKY_LINUX -> "rocky-linux";
            case RED_HAT -> "redhat";
            case SUSE, OPENSUSE -> "suse";
            default -> "ghsa";
        };
    }
}
