package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.registry.NpmPackage;
import dev.gatehouse.sca.registry.NpmRegistry;
import dev.gatehouse.sca.registry.NpmRelease;
import dev.gatehouse.sca.registry.RegistryException;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.UnresolvableException;
import dev.gatehouse.sca.remedy.Weakness;
import dev.gatehouse.sca.registry.Npmrc;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Versions that may be proposed: no pre-releases, none that the maintainers deprecated, none that is too young for others to have
/// noticed if somebody stole the maintainers' keys, none whose needs the registry does not tell.
final class NpmCatalogue {
    private final NpmRegistry registry;
    private final KnownWeaknesses weaknesses;
    private final Instant youngest;
    private final Map<String, List<NpmRelease>> proposable = new ConcurrentHashMap<>();

    /// @param minimumAge
    ///            of versions that are proposed
    NpmCatalogue(NpmRegistry registry, KnownWeaknesses weaknesses, Duration minimumAge, Instant now) {
        this.registry = registry;
        this.weaknesses = weaknesses;
        this.youngest = now.minus(minimumAge);
    }

    KnownWeaknesses weaknesses() {
        return weaknesses;
    }

    /// A package.
    ///
    /// @throws UnresolvableException
    ///             if the registry does not have it or cannot be asked
    NpmPackage find(String name) throws UnresolvableException, InterruptedException {
        try {
            return registry.find(name)
                    .orElseThrow(() -> new UnresolvableException("the registry has no package " + name));
        } catch (RegistryException e) {
            throw new UnresolvableException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The versions of a package that may be proposed, oldest first.
    List<NpmRelease> proposable(String name) throws UnresolvableException, InterruptedException {
        List<NpmRelease> known = proposable.get(name);
        if (known == null) {
            NpmPackage found = find(name);
            known = found.releases().stream().filter(release -> objection(found, release) == null).toList();
            proposable.put(name, known);
        }
        return known;
    }

    /// Why a version may not be proposed; null if it may.
    @Nullable
    String objection(NpmPackage found, NpmRelease release) {
        if (release.version().isPrerelease()) {
            return "is a pre-release";
        }
        if (!release.deprecation().isEmpty()) {
            return "is deprecated";
        }
        Instant published = release.published();
        if (found.dated() && (published == null || published.isAfter(youngest))) {
            return published == null ? "has no date" : "was published only on " + published.toString().substring(0, 10);
        }
        if (release.isSealed()) {
            return "brings packages inside itself";
        }
        return release.tarball().isEmpty() || release.integrity().isEmpty() ? "has no digest" : null;
    }

    boolean isClean(NpmRelease release) {
        return Purls.npm(release.name(), release.version().text()).map(weaknesses::isClean).orElse(false);
    }

    /// The releases newer than a version that are better: without any weakness, else, where there is none such, without this one
    /// and without any that the old one does not have.
    List<NpmRelease> better(NpmNode than, Weakness without) throws UnresolvableException, InterruptedException {
        NpmPackage found = find(than.name());
        List<NpmRelease> newer = found.releases().stream()
                .filter(release -> than.version() != null && release.version().compareTo(than.version()) > 0).toList();
        List<NpmRelease> allowed = newer.stream().filter(release -> objection(found, release) == null).toList();
        List<NpmRelease> clean = allowed.stream().filter(this::isClean).toList();
        List<NpmRelease> chosen = clean.isEmpty() ? allowed.stream().filter(improves(than, without)).toList() : clean;
        if (!chosen.isEmpty()) {
            return chosen;
        }
        String refused = newer.stream().filter(release -> objection(found, release) != null && lacks(release, without))
                .map(release -> release.version() + " " + objection(found, release)).limit(3).collect(Collectors.joining(", "));
        throw new UnresolvableException("no version of " + than.name() + " after " + than.versionText() + " is without it"
                + (refused.isEmpty() ? "" : " and may be proposed: " + refused));
    }

    private Predicate<NpmRelease> improves(NpmNode than, Weakness without) {
        Set<String> now = than.purl() == null
                ? Set.of()
                : weaknesses.of(than.purl()).stream().map(Weakness::finding).collect(Collectors.toSet());
        return release -> lacks(release, without) && Purls.npm(release.name(), release.version().text()).stream()
                .flatMap(purl -> weaknesses.of(purl).stream()).allMatch(weakness -> now.contains(weakness.finding()));
    }

    private boolean lacks(NpmRelease release, Weakness without) {
        return Purls.npm(release.name(), release.version().text()).stream().flatMap(purl -> weaknesses.of(purl).stream())
                .noneMatch(weakness -> weakness.finding().equals(without.finding()));
    }

    /// Whether the package that is locked is the one that the registry has under its name. If somebody else has the name there, an
    /// upgrade would bring the project a stranger's package.
    ///
    /// @throws UnresolvableException
    ///             if it is not, or nothing says so
    void verify(NpmNode node) throws UnresolvableException, InterruptedException {
        if (node.release() != null) {
            return;
        }
        NpmPackage found = find(node.name());
        NpmRelease release = found.release(node.versionText());
        String locked = node.entry() == null ? "" : Nodes.text(node.entry(), "integrity");
        if (release != null && !locked.isEmpty() && release.integrity().startsWith(algorithm(locked))) {
            if (List.of(locked.split("\\s+")).contains(release.integrity())) {
                return;
            }
            throw new UnresolvableException("the registry has another " + node.name() + " " + node.versionText()
                    + " than the one that is locked");
        }
        String host = host(node.resolved());
        if (host.equals(Npmrc.PUBLIC.getHost()) || !host.isEmpty() && host.equals(asked(node.name()))) {
            return;
        }
        throw new UnresolvableException(host.isEmpty()
                ? "nothing says that the registry's " + node.name() + " is the one that is locked"
                : node.name() + " was locked from " + host + ", which is not the registry in your npm settings");
    }

    private static String algorithm(String integrity) {
        int dash = integrity.indexOf('-');
        return dash < 0 ? integrity : integrity.substring(0, dash + 1);
    }

    private String asked(String name) throws UnresolvableException {
        try {
            return host(registry.registry(name).toString());
        } catch (RegistryException e) {
            throw new UnresolvableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String host(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")
                    ? ""
                    : uri.getRawAuthority().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
