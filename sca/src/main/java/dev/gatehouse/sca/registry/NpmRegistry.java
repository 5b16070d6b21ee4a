package dev.gatehouse.sca.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The registries that the user's npm would ask (github.com/npm/registry, package metadata). Every package is asked for once.
public final class NpmRegistry {
    private static final Pattern NAME = Pattern.compile("(?:@[a-zA-Z0-9~*!'()._-]+/)?[a-zA-Z0-9~*!'()_-][a-zA-Z0-9~*!'()._-]*");
    private static final int LONGEST_NAME = 214;
    private static final Limits LIMITS = new Limits(64 << 20, 64, 4_000_000);

    private final RegistryConnection connection;
    private final Npmrc settings;
    private final Map<String, Optional<NpmPackage>> known = new ConcurrentHashMap<>();

    public NpmRegistry(RegistryConnection connection, Npmrc settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /// Where a package is asked for.
    ///
    /// @throws RegistryException
    ///             if the settings hold no address
    public URI registry(String name) throws RegistryException {
        return settings.registry(name);
    }

    /// A package with all its versions; empty if the registry has none of that name.
    ///
    /// @throws RegistryException
    ///             if the registry cannot be asked
    public Optional<NpmPackage> find(String name) throws RegistryException, InterruptedException {
        Optional<NpmPackage> found = known.get(name);
        if (found == null) {
            found = ask(name);
            known.put(name, found);
        }
        return found;
    }

    private Optional<NpmPackage> ask(String name) throws RegistryException, InterruptedException {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        URI registry = settings.registry(name);
        URI address = registry.resolve(name.replace("/", "%2f"));
        Optional<byte[]> answer = connection.get(address, settings.authorization(registry), "application/json");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Documents.read(Format.JSON, RegistryConnection.shown(address), answer.get(), LIMITS,
                    Duplicates.KEEP) instanceof Mapping document) {
                return Optional.of(NpmPackage.of(name, document));
            }
            throw new RegistryException(RegistryConnection.shown(address) + ": the answer is no package");
        } catch (DocumentException e) {
            throw new RegistryException(RegistryConnection.shown(address) + ": the answer is not JSON", e);
        }
    }
}
