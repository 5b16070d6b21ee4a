package dev.gatehouse.sca.remedy;

import dev.gatehouse.advisory.match.Matcher;
import dev.gatehouse.ecosystem.PackageUrl;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Which weaknesses versions of packages have; each version is looked up once. Thread-safe.
public final class KnownWeaknesses {
    private final Function<PackageUrl, List<Weakness>> look;
    private final Map<PackageUrl, List<Weakness>> known = new ConcurrentHashMap<>();

    private KnownWeaknesses(Function<PackageUrl, List<Weakness>> look) {
        this.look = look;
    }

    /// Those of a store.
    public static KnownWeaknesses of(Matcher matcher) {
        return new KnownWeaknesses(purl -> matcher.match(purl).stream().map(match -> Weakness.of(purl, match)).toList());
    }

    /// Those of a package with a version.
    public List<Weakness> of(PackageUrl purl) {
        return known.computeIfAbsent(purl, look);
    }

    /// Whether nothing is known against it.
    public boolean isClean(PackageUrl purl) {
        return of(purl).isEmpty();
    }
}
