package dev.gatehouse.sca.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Duplicates;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Nodes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The index of the user's pip settings, read in the simple API's JSON (packaging.python.org, Simple repository API). A version counts
/// as withdrawn if all its files are yanked, and as published when its first file was.
record PythonIndex(RegistryConnection connection, UserSettings.Address address) implements UserRegistries.Registry {
    private static final Limits LIMITS = new Limits(64 << 20, 64, 8_000_000);
    private static final String PUBLIC = "https://pypi.org/simple/";
    private static final String JSON = "application/vnd.pypi.simple.v1+json";

    static PythonIndex of(RegistryConnection connection, Map<String, String> environment) throws RegistryException {
        String index = environment.getOrDefault("PIP_INDEX_URL", "");
        if (index.isEmpty()) {
            Path home = UserSettings.home(environment);
            String named = environment.getOrDefault("PIP_CONFIG_FILE", "");
            for (Path file : !named.isEmpty()
                    ? List.of(Path.of(named))
                    : home == null
                            ? List.<Path>of()
                            : List.of(home.resolve(".pip").resolve("pip.conf"),
                                    home.resolve(".config").resolve("pip").resolve("pip.conf"))) {
                for (String line : new String(UserSettings.read(file), StandardCharsets.UTF_8).split("\n")) {
                    if (line.strip().matches("index[-_]url\\s*=.*")) {
                        index = line.substring(line.indexOf('=') + 1).strip();
                    }
                }
            }
        }
        return new PythonIndex(connection, UserSettings.Address.of(index.isEmpty() ? PUBLIC : index, "the Python index"));
    }

    @Override
    public Optional<List<PublishedVersions.Release>> releases(PackageUrl purl) throws RegistryException, InterruptedException {
        String name = purl.name().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
        if (!name.matches("[a-z0-9-]+")) {
            return Optional.empty();
        }
        URI page = address.uri().resolve(name + "/");
        Optional<byte[]> answer = connection.get(page, address.authorization(), JSON);
        if (answer.isEmpty() || answer.get().length == 0 || answer.get()[0] != '{') {
            // An older index answers in HTML, which does not say what the versions are.
            return Optional.empty();
        }
        try {
            return Documents.read(Format.JSON, page.toString(), answer.get(), LIMITS, Duplicates.KEEP) instanceof Mapping root
                    ? releases(root, name)
                    : Optional.empty();
        } catch (DocumentException e) {
            throw new RegistryException(page + ": " + e.what(), e);
        }
    }

    private static Optional<List<PublishedVersions.Release>> releases(Mapping root, String name) {
        Map<String, @Nullable Instant> first = new LinkedHashMap<>();
        Map<String, Boolean> live = new LinkedHashMap<>();
        for (Mapping file : Nodes.mappings(root, "files")) {
            String version = version(Nodes.text(file, "filename"), name);
            if (!version.isEmpty()) {
                boolean yanked = Nodes.flag(file, "yanked") || file.get("yanked") instanceof Scalar.Text;
                live.merge(version, !yanked, Boolean::logicalOr);
                Instant at = instant(Nodes.text(file, "upload-time"));
                Instant known = first.get(version);
                if (known == null || at != null && at.isBefore(known)) {
                    first.put(version, at);
                }
            }
        }
        List<PublishedVersions.Release> releases = new ArrayList<>();
        for (String version : Nodes.texts(root, "versions")) {
            // A version without a file that names it is there all the same; one without any live file is not.
            releases.add(new PublishedVersions.Release(version, first.get(version), Boolean.FALSE.equals(live.get(version))));
        }
        return releases.isEmpty() ? Optional.empty() : Optional.of(releases);
    }

    /// The version in the name of a wheel or source archive; empty if it cannot be told.
    private static String version(String file, String name) {
        String normalised = file.toLowerCase(Locale.ROOT).replace('_', '-');
        if (!normalised.replaceAll("\\.(?=[a-z])", "-").startsWith(name + "-") && !normalised.startsWith(name + "-")) {
            return "";
        }
        String rest = file.substring(name.length() + 1).replaceFirst("\\.(tar\\.(gz|bz2|xz)|zip|whl|egg)$", "");
        int hyphen = rest.indexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
