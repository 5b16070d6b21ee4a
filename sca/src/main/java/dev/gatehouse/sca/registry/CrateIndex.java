package dev.gatehouse.sca.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Nodes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The sparse index of crates.io, or what replaces it in the user's `$CARGO_HOME/config.toml` (doc.rust-lang.org/cargo, Registry
/// index and Source replacement).
record CrateIndex(RegistryConnection connection, UserSettings.Address address) implements UserRegistries.Registry {
    private static final Limits LIMITS = new Limits(1 << 20, 64, 100_000);
    private static final String PUBLIC = "https://index.crates.io/";

    static CrateIndex of(RegistryConnection connection, Map<String, String> environment) throws RegistryException {
        Path home = UserSettings.home(environment);
        String named = environment.getOrDefault("CARGO_HOME", "");
        Path folder = named.isEmpty() ? home == null ? null : home.resolve(".cargo") : Path.of(named);
        byte[] settings = UserSettings.read(folder == null ? null : folder.resolve("config.toml"));
        String address = PUBLIC;
        try {
            if (settings.length > 0 && Documents.read(Format.TOML, "config.toml", settings, LIMITS,
                    Duplicates.KEEP) instanceof Mapping root) {
                Mapping sources = Nodes.mapping(root, "source");
                Mapping crates = sources == null ? null : Nodes.mapping(sources, "crates-io");
                Mapping other = crates == null || sources == null
                        ? null
                        : Nodes.mapping(sources, Nodes.text(crates, "replace-with"));
                String registry = other == null ? "" : Nodes.text(other, "registry");
                address = registry.startsWith("sparse+") ? registry.substring("sparse+".length()) : address;
            }
        } catch (DocumentException e) {
            throw new RegistryException("config.toml of cargo: " + e.what(), e);
        }
        return new CrateIndex(connection, UserSettings.Address.of(address, "the crate index"));
    }

    @Override
    public Optional<List<PublishedVersions.Release>> releases(PackageUrl purl) throws RegistryException, InterruptedException {
        String name = purl.name().toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9_-]+")) {
            return Optional.empty();
        }
        String folder = name.length() < 3
                ? name.length() + "/"
                : name.length() == 3 ? "3/" + name.charAt(0) + "/" : name.substring(0, 2) + "/" + name.substring(2, 4) + "/";
        URI file = address.uri().resolve(folder + name);
        Optional<byte[]> answer = connection.get(file, address.authorization(), "*/*");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<PublishedVersions.Release> releases = new ArrayList<>();
        for (String line : new String(answer.get(), StandardCharsets.UTF_8).split("\n")) {
            try {
                if (!line.isBlank() && Documents.read(Format.JSON, file.toString(), line.getBytes(StandardCharsets.UTF_8), LIMITS,
                        Duplicates.KEEP) instanceof Mapping one) {
                    releases.add(new PublishedVersions.Release(Nodes.text(one, "vers"), null, Nodes.flag(one, "yanked")));
                }
            } catch (DocumentException e) {
                throw new RegistryException(file + ": " + e.what(), e);
            }
        }
        return releases.isEmpty() ? Optional.empty() : Optional.of(releases);
    }
}
