package dev.gatehouse.sca.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the user's own `~/.npmrc` and environment say about registries (docs.npmjs.com, npmrc). A `.npmrc` of the repository is
/// never read: a pull request could point it anywhere.
public final class Npmrc {
    /// Where npm looks when nobody says otherwise (docs.npmjs.com, config, `registry`). Lock files name it whatever registry served them:
    /// npm puts the user's in its place when it installs (`replace-registry-host`).
    public static final URI PUBLIC = URI.create("https://registry.npmjs.org/");
    private static final long LARGEST = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(\\?)?}");

    private final Map<String, String> settings;

    private Npmrc(Map<String, String> settings) {
        this.settings = settings;
    }

    /// Reads the settings of the user whose environment this is.
    ///
    /// @throws RegistryException
    ///             if the file cannot be read
    public static Npmrc of(Map<String, String> environment) throws RegistryException {
        Map<String, String> settings = new TreeMap<>();
        String named = environment.getOrDefault("NPM_CONFIG_USERCONFIG", environment.getOrDefault("npm_config_userconfig", ""));
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        if (!named.isEmpty() || !home.isEmpty()) {
            Path file = named.isEmpty() ? Path.of(home, ".npmrc") : Path.of(named);
            read(file, environment, settings);
        }
        environment.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).equals("npm_config_registry") && !value.isBlank()) {
                settings.put("registry", value.strip());
            }
        });
        return new Npmrc(settings);
    }

    private static void read(Path file, Map<String, String> environment, Map<String, String> settings) throws RegistryException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new RegistryException(file + ": larger than 1 MiB");
            }
            for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
                String text = line.strip();
                int equals = text.indexOf('=');
                if (equals > 0 && text.charAt(0) != ';' && text.charAt(0) != '#') {
                    settings.put(text.substring(0, equals).strip(),
                            expanded(unquoted(text.substring(equals + 1).strip()), environment));
                }
            }
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(file + ": cannot be read", e);
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static String expanded(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(environment.getOrDefault(match.group(1), "")));
    }

    /// The registry of a package, with a slash at the end.
    ///
    /// @throws RegistryException
    ///             if the setting is no address
    public URI registry(String packageName) throws RegistryException {
        int slash = packageName.startsWith("@") ? packageName.indexOf('/') : -1;
        String scoped = slash < 0 ? null : settings.get(packageName.substring(0, slash) + ":registry");
        String text = scoped != null ? scoped : settings.getOrDefault("registry", PUBLIC.toString());
        try {
            URI address = URI.create(text.endsWith("/") ? text : text + "/");
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new RegistryException("the registry in your npm settings is no address");
    }

    /// The header that lets the user in; null without credentials for that address.
    @Nullable
    String authorization(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = address.getRawPath() == null ? "/" : address.getRawPath();
        // The nearest setting counts: //host/path/, //host/.
        for (String prefix = path; !prefix.isEmpty(); prefix = parent(prefix)) {
            String key = "//" + address.getHost() + port + prefix + ":";
            String token = settings.get(key + "_authToken");
            if (token != null && !token.isEmpty()) {
                return "Bearer " + token;
            }
            String basic = settings.get(key + "_auth");
            if (basic != null && !basic.isEmpty()) {
                return "Basic " + basic;
            }
            String user = settings.get(key + "username");
            String password = settings.get(key + "_password");
            if (user != null && password != null) {
                return basic(user, password);
            }
        }
        return null;
    }

    private static @Nullable String basic(String user, String encoded) {
        try {
            String password = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String parent(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.isEmpty() ? "" : bare.substring(0, bare.lastIndexOf('/') + 1);
    }
}
