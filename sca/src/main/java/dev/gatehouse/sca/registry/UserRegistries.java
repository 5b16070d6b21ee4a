package dev.gatehouse.sca.registry;

import dev.gatehouse.ecosystem.PackageUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The registries of the user's own client settings; each package is asked for once. What a registry does not answer is kept as a
/// failure of the connection.
public final class UserRegistries implements PublishedVersions {
    private final Map<String, Registry> byType;
    private final Map<PackageUrl, Optional<List<Release>>> known = new ConcurrentHashMap<>();

    /// One kind of registry.
    interface Registry {
        /// Empty if it does not know the package.
        Optional<List<Release>> releases(PackageUrl purl) throws RegistryException, InterruptedException;
    }

    /// @param environment
    ///            of the user
    /// @throws RegistryException
    ///             if settings cannot be read
    public UserRegistries(RegistryConnection connection, Map<String, String> environment) throws RegistryException {
        byType = Map.of("maven", MavenRepository.of(connection, environment), "golang", GoProxy.of(connection, environment),
                "pypi", PythonIndex.of(connection, environment), "cargo", CrateIndex.of(connection, environment));
    }

    @Override
    public Optional<List<Release>> of(PackageUrl purl) throws InterruptedException {
        Registry registry = byType.get(purl.type());
        PackageUrl key = purl.unversioned();
        Optional<List<Release>> found = known.get(key);
        if (registry == null || found != null) {
            return found == null ? Optional.empty() : found;
        }
        try {
            found = registry.releases(purl);
        } catch (RegistryException _) {
            // The connection keeps it.
            found = Optional.empty();
        }
        known.put(key, found);
        return found;
    }
}
