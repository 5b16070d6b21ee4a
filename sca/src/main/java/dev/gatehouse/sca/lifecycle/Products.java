package dev.gatehouse.sca.lifecycle;

import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which product a package or a distribution is, by the package URLs that endoflife.date lists.
final class Products {
    /// Distributions whose `ID` in os-release is not the product's name there.
    private static final Map<String, String> DISTRIBUTIONS = Map.of("alpine", "alpine-linux", "amzn", "amazon-linux", "ol",
            "oracle-linux", "rocky", "rocky-linux", "opensuse-leap", "opensuse");
    /// Distributions maintain the packages that they ship themselves, longer than their makers do.
    private static final List<String> MAINTAINED = List.of("deb", "apk", "rpm", "alpm");

    private final Map<String, Lifecycle> byPackage = new HashMap<>();
    private final Map<String, Lifecycle> byName = new HashMap<>();

    Products(List<Lifecycle> lifecycles) {
        for (Lifecycle lifecycle : lifecycles) {
            byName.put(lifecycle.product(), lifecycle);
            for (String identifier : lifecycle.identifiers()) {
                try {
                    byPackage.putIfAbsent(key(PackageUrl.parse(identifier)), lifecycle);
                } catch (PackageUrlException e) {
                    // The list has identifiers of other kinds too.
                }
            }
        }
    }

    @Nullable
    Lifecycle distribution(String id) {
        return byName.get(DISTRIBUTIONS.getOrDefault(id, id));
    }

    /// The product of a package; null if it is none, or one that its distribution maintains.
    @Nullable
    Lifecycle product(PackageUrl url) {
        String repository = url.qualifier("repository_url");
        boolean elsewhere = url.type().equals("docker") && repository != null && !repository.isEmpty();
        if (MAINTAINED.contains(url.type()) || elsewhere) {
            return null;
        }
        Lifecycle found = byPackage.get(key(url));
        return found == null && url.type().equals("generic") && url.namespace() == null ? byName.get(url.name()) : found;
    }

    private static String key(PackageUrl url) {
        String namespace = url.namespace();
        String official = url.type().equals("docker") ? "library" : "";
        return url.type() + "|" + (namespace == null ? official : namespace) + "|" + url.name();
    }

    /// The line of releases that a version belongs to: the longest name that it begins with; null if none does.
    static Lifecycle.@Nullable Cycle cycle(Lifecycle lifecycle, String version) {
        String bare = version.replaceFirst("^(?:v|go|=)(?=[0-9])", "").replaceFirst("[-+ ].*", "");
        Lifecycle.Cycle longest = null;
        for (Lifecycle.Cycle cycle : lifecycle.cycles()) {
            boolean within = bare.equals(cycle.name()) || bare.startsWith(cycle.name() + ".");
            if (within && (longest == null || cycle.name().length() > longest.name().length())) {
                longest = cycle;
            }
        }
        return longest;
    }
}
