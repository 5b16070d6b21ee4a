package dev.gatehouse.oci.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import dev.gatehouse.oci.OciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Credentials from the user's own Docker configuration: `auths`, and helper programs that it names under `credHelpers` or
/// `credsStore`. A helper is run only when credentials of a registry are needed; no repository can name one.
public final class DockerCredentials implements CredentialSource {
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final int LARGEST = 8 << 20;

    private final @Nullable Path file;
    private final CredentialHelper helper;
    private @Nullable Mapping configuration;

    private DockerCredentials(@Nullable Path file, CredentialHelper helper) {
        this.file = file;
        this.helper = helper;
    }

    /// From `config.json` in `$DOCKER_CONFIG`, or else in `~/.docker`.
    public static DockerCredentials of(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        Path file = !folder.isEmpty()
                ? Path.of(folder, "config.json")
                : home.isEmpty() ? null : Path.of(home, ".docker", "config.json");
        return new DockerCredentials(file, new CredentialHelper(environment));
    }

    @Override
    public Credentials find(String registry) throws IOException {
        Mapping json = configuration();
        if (json == null) {
            return Credentials.ANONYMOUS;
        }
        String program = helperOf(json, registry);
        if (program != null) {
            Credentials found = helper.get(program, registry.equals("docker.io") ? HUB_KEY : registry);
            if (!(found instanceof Credentials.Anonymous)) {
                return found;
            }
        }
        if (json.get("auths") instanceof Mapping auths) {
            for (Member member : auths.members()) {
                if (host(member.key()).equals(registry) && member.value() instanceof Mapping entry) {
                    return credentials(registry, entry);
                }
            }
        }
        return Credentials.ANONYMOUS;
    }

    private synchronized @Nullable Mapping configuration() throws IOException {
        if (configuration == null && file != null && Files.isRegularFile(file)) {
            byte[] bytes = Files.readAllBytes(file);
            try {
                configuration = Documents.read(Format.JSON, file.toString(), bytes,
                        new Limits(LARGEST, 32, 100_000)) instanceof Mapping mapping ? mapping : null;
            } catch (DocumentException e) {
                throw new OciException(OciException.Kind.MALFORMED, "Docker's configuration: " + e.getMessage(), e);
            }
        }
        return configuration;
    }

    private static @Nullable String helperOf(Mapping json, String registry) {
        if (json.get("credHelpers") instanceof Mapping helpers) {
            for (Member member : helpers.members()) {
                if (host(member.key()).equals(registry) && member.value() instanceof Scalar.Text program) {
                    return program.text();
                }
            }
        }
        return json.get("credsStore") instanceof Scalar.Text program && !program.text().isEmpty() ? program.text() : null;
    }

    /// The host in a key, which old versions wrote as an address.
    private static String host(String key) {
        String host = key.replaceFirst("^https?://", "");
        int slash = host.indexOf('/');
        host = slash < 0 ? host : host.substring(0, slash);
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? "docker.io" : host;
    }

    private static Credentials credentials(String registry, Mapping entry) throws OciException {
        String identity = text(entry, "identitytoken");
        if (!identity.isEmpty()) {
            return new Credentials.IdentityToken(identity);
        }
        String token = text(entry, "registrytoken");
        if (!token.isEmpty()) {
            return new Credentials.RegistryToken(token);
        }
        String encoded = text(entry, "auth");
        if (encoded.isEmpty()) {
            String user = text(entry, "username");
            return user.isEmpty() ? Credentials.ANONYMOUS : new Credentials.Password(user, text(entry, "password"));
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon > 0) {
                // Old versions padded with NUL.
                return new Credentials.Password(decoded.substring(0, colon), decoded.substring(colon + 1).replace("\0", ""));
            }
        } catch (IllegalArgumentException e) {
            // Told below, without what stands there.
        }
        throw new OciException(OciException.Kind.MALFORMED,
                "Docker's configuration: auth of " + registry + " is not base64 of user:password");
    }

    private static String text(Mapping entry, String key) {
        Value value = entry.get(key);
        return value instanceof Scalar.Text text ? text.text() : "";
    }
}
