package dev.gatehouse.sca.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients' settings have in common.
final class UserSettings {
    private static final long LARGEST = 1 << 20;

    private UserSettings() {}

    /// The user's folder; null if the environment names none.
    static @Nullable Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        return home.isEmpty() ? null : Path.of(home);
    }

    /// What a settings file holds; empty if there is none.
    static byte[] read(@Nullable Path file) throws RegistryException {
        if (file == null || !Files.isRegularFile(file)) {
            return new byte[0];
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new RegistryException(file + ": larger than 1 MiB");
            }
            return Files.readAllBytes(file);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(file + ": cannot be read", e);
        }
    }

    /// An address with a slash at its end and without name and password, and the header that these make.
    record Address(URI uri, @Nullable String authorization) {

        /// @param what
        ///            whose address it is, for the message
        /// @throws RegistryException
        ///             if it is none of HTTP
        static Address of(String text, String what) throws RegistryException {
            try {
                URI whole = URI.create(text.strip().endsWith("/") ? text.strip() : text.strip() + "/");
                if (whole.getHost() != null && ("https".equals(whole.getScheme()) || "http".equals(whole.getScheme()))) {
                    String port = whole.getPort() < 0 ? "" : ":" + whole.getPort();
                    URI uri = URI.create(whole.getScheme() + "://" + whole.getHost() + port + whole.getRawPath());
                    String user = whole.getUserInfo();
                    return new Address(uri, user == null ? null : basic(user));
                }
            } catch (IllegalArgumentException _) {
                // Said below.
            }
            throw new RegistryException("the address of " + what + " in your settings is none of http or https");
        }

        static String basic(String user) {
            return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        }
    }
}
