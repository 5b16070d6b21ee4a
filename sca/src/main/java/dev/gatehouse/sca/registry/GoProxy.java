package dev.gatehouse.sca.registry;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first module proxy of the user's `GOPROXY` (go.dev/ref/mod#module-proxy).
///
/// @param address
///            null if none is to be asked
record GoProxy(RegistryConnection connection, UserSettings.@Nullable Address address) implements UserRegistries.Registry {
    private static final String PUBLIC = "https://proxy.golang.org";

    static GoProxy of(RegistryConnection connection, Map<String, String> environment) throws RegistryException {
        String setting = environment.getOrDefault("GOPROXY", "");
        if (setting.isEmpty()) {
            Path home = UserSettings.home(environment);
            String named = environment.getOrDefault("GOENV", "");
            Path file = !named.isEmpty()
                    ? Path.of(named)
                    : home == null ? null : home.resolve(".config").resolve("go").resolve("env");
            for (String line : new String(UserSettings.read(file), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("GOPROXY=")) {
                    setting = line.substring("GOPROXY=".length()).strip();
                }
            }
        }
        for (String each : (setting.isEmpty() ? PUBLIC : setting).split("[,|]")) {
            if (each.startsWith("http://") || each.startsWith("https://")) {
                return new GoProxy(connection, UserSettings.Address.of(each, "the Go proxy"));
            }
        }
        return new GoProxy(connection, null);
    }

    @Override
    public Optional<List<PublishedVersions.Release>> releases(PackageUrl purl) throws RegistryException, InterruptedException {
        String module = Ecosystem.name(purl);
        if (address == null || !module.matches("[A-Za-z0-9._~/-]+") || module.equals("stdlib")) {
            return Optional.empty();
        }
        StringBuilder escaped = new StringBuilder();
        for (char c : module.toCharArray()) {
            escaped.append(Character.isUpperCase(c) ? "!" + Character.toLowerCase(c) : String.valueOf(c));
        }
        URI list = address.uri().resolve(escaped + "/@v/list");
        return connection.get(list, address.authorization(), "text/plain, */*")
                .map(answer -> new String(answer, StandardCharsets.UTF_8).lines().map(String::strip)
                        .filter(line -> line.matches("v[0-9][^\\s]*"))
                        .map(version -> new PublishedVersions.Release(version, null, false)).toList())
                .filter(found -> !found.isEmpty());
    }
}
