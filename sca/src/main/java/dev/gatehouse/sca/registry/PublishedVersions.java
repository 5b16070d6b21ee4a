package dev.gatehouse.sca.registry;

import dev.gatehouse.ecosystem.PackageUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which versions of packages there are to be had.
@FunctionalInterface
public interface PublishedVersions {
    /// Asks nobody.
    PublishedVersions UNKNOWN = _ -> Optional.empty();

    /// The versions of a package, whatever the version of the URL, in no order; empty if nobody could be asked or nobody knows it.
    Optional<List<Release>> of(PackageUrl purl) throws InterruptedException;

    /// One version.
    ///
    /// @param version
    ///            as the registry writes it
    /// @param published
    ///            null if the registry does not say
    /// @param withdrawn
    ///            whether who published it asks not to use it
    record Release(String version, @Nullable Instant published, boolean withdrawn) {}
}
