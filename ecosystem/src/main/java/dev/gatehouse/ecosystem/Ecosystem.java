package dev.gatehouse.ecosystem;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where packages of one naming live: a language's registry (`npm`), or one release of a distribution (`Debian:12`).
///
/// @param family
///            which
/// @param release
///            the release, or whatever else stands behind the colon, as advisories spell it: `12`, `v3.20`, `22.04:LTS`,
///            `https://maven.google.com`; null if nothing does
public record Ecosystem(EcosystemFamily family, @Nullable String release) {
    public Ecosystem {
        if (release != null && release.isEmpty()) {
            throw new IllegalArgumentException("an empty release");
        }
    }

    /// That of a family without release.
    public static Ecosystem of(EcosystemFamily family) {
        return new Ecosystem(family, null);
    }

    /// Reads the id that an advisory has: `PyPI`, `Debian:12`, `Ubuntu:22.04:LTS`; empty if the family is unknown.
    public static Optional<Ecosystem> parse(String id) {
        int colon = id.indexOf(':');
        EcosystemFamily family = EcosystemFamily.named(colon < 0 ? id : id.substring(0, colon));
        if (family == null) {
            return Optional.empty();
        }
        return Optional.of(new Ecosystem(family, colon < 0 || colon + 1 == id.length() ? null : id.substring(colon + 1)));
    }

    /// That of a package. The release of a distribution is taken from the qualifier `distro`: a number, a code name, or
    /// either with the distribution's name in front. Empty if no advisories are kept for packages of this type.
    public static Optional<Ecosystem> of(PackageUrl url) {
        EcosystemFamily family = EcosystemFamily.of(url.type(), url.namespace());
        if (family == null) {
            return Optional.empty();
        }
        String distro = url.qualifier("distro");
        return Optional.of(distro == null || !family.isDistribution() ? of(family) : release(family, distro));
    }

    /// That of a distribution's release.
    ///
    /// @param release
    ///            as in `/etc/os-release` (`VERSION_ID` or `VERSION_CODENAME`); one that the distribution does not know leaves
    ///            the ecosystem without
    public static Ecosystem release(EcosystemFamily family, String release) {
        return new Ecosystem(family, Release.of(family, release));
    }

    /// The id as advisories spell it.
    public String id() {
        return release == null ? family.id() : family.id() + ':' + release;
    }

    /// The name of a package as advisories of this ecosystem spell it: `group:artifact`, `@scope/name`, `owner/repository`.
    public static String name(PackageUrl url) {
        String namespace = url.namespace();
        EcosystemFamily family = EcosystemFamily.of(url.type(), namespace);
        if (namespace == null || family != null && family.vendor() != null) {
            return url.name();
        }
        return switch (url.type()) {
            case "maven" -> namespace + ':' + url.name();
            case "vscode-extension" -> namespace + '.' + url.name();
            case "conan" -> url.name();
            default -> namespace + '/' + url.name();
        };
    }

    /// The package URL of a package with an advisory's name; empty if the ecosystem has no package URLs.
    public Optional<PackageUrl> packageUrl(String name, @Nullable String version) {
        String type = family.purlType();
        if (type == null) {
            return Optional.empty();
        }
        int split = switch (family) {
            case MAVEN -> name.indexOf(':');
            case VSCODE -> name.indexOf('.');
            default -> family.vendor() == null ? name.lastIndexOf('/') : -1;
        };
        String namespace = split < 0 ? family.vendor() : name.substring(0, split);
        try {
            return Optional.of(PackageUrl.make(type, namespace, name.substring(split + 1), version, Map.of(), null, false));
        } catch (PackageUrlException _) {
            return Optional.empty();
        }
    }

    /// [#id].
    @Override
    public String toString() {
        return id();
    }
}
