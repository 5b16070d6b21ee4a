package dev.gatehouse.oci.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.registry.Transport.Answer;
import dev.gatehouse.oci.registry.Transport.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Answers the challenges of one registry: Basic, and Bearer with tokens of the service that the registry names (the distribution
/// project's token specification). Tokens are kept for as long as the registry takes them. Thread-safe.
final class Authorizer {
    private static final int LARGEST_ANSWER = 1 << 20;

    private final String registry;
    private final CredentialSource credentials;
    private final Transport transport;
    private final Map<String, String> byScope = new ConcurrentHashMap<>();

    Authorizer(String registry, CredentialSource credentials, Transport transport) {
        this.registry = registry;
        this.credentials = credentials;
        this.transport = transport;
    }

    /// What was sent with success before; null to ask without.
    @Nullable
    String known(String scope) {
        return byScope.get(scope);
    }

    /// What to send after a refusal.
    ///
    /// @throws OciException
    ///             `UNAUTHORIZED` if there is nothing to send
    String answer(List<String> headers, String scope) throws IOException {
        byScope.remove(scope);
        List<Challenge> challenges = Challenge.parse(headers);
        Credentials known = credentials.find(registry);
        if (known instanceof Credentials.RegistryToken(String token)) {
            return remember(scope, "Bearer " + token);
        }
        Challenge bearer = Challenge.of("bearer", challenges);
        if (bearer != null) {
            return remember(scope, "Bearer " + token(bearer, scope, known));
        }
        if (Challenge.of("basic", challenges) != null && known instanceof Credentials.Password password) {
            return remember(scope, basic(password));
        }
        throw new OciException(OciException.Kind.UNAUTHORIZED, registry + " wants credentials"
                + (known instanceof Credentials.Anonymous
                        ? "; log in with docker login " + registry
                        : " of another kind than there are"));
    }

    private String remember(String scope, String authorization) {
        byScope.put(scope, authorization);
        return authorization;
    }

    private static String basic(Credentials.Password password) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((password.user() + ":" + password.password()).getBytes(StandardCharsets.UTF_8));
    }

    private String token(Challenge challenge, String scope, Credentials known) throws IOException {
        URI realm = realm(challenge);
        String service = challenge.parameters().getOrDefault("service", registry);
        Request request;
        if (known instanceof Credentials.IdentityToken(String token)) {
            String form = "grant_type=refresh_token&client_id=gatehouse&service=" + encode(service) + "&scope=" + encode(scope)
                    + "&refresh_token=" + encode(token);
            request = new Request("POST", realm, Map.of("Content-Type", "application/x-www-form-urlencoded"), null,
                    () -> BodyPublishers.ofString(form));
        } else {
            String query = "service=" + encode(service) + "&scope=" + encode(scope);
            URI address = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
            request = Request.get(address).authorized(known instanceof Credentials.Password password ? basic(password) : null);
        }
        try (Answer answer = transport.send(request)) {
            if (answer.status() == 401 || answer.status() == 403 || answer.status() == 400) {
                throw new OciException(OciException.Kind.UNAUTHORIZED, "the token service of " + registry
                        + (known instanceof Credentials.Anonymous
                                ? " gives no token without credentials; log in with docker login " + registry
                                : " refuses the credentials"));
            }
            if (answer.status() != 200) {
                throw new OciException(OciException.Kind.UNREACHABLE,
                        "the token service of " + registry + " answers " + answer.status());
            }
            return token(answer.body().readNBytes(LARGEST_ANSWER));
        }
    }

    /// Where tokens come from. Credentials go there, so nobody may listen on the way.
    private URI realm(Challenge challenge) throws OciException {
        try {
            URI realm = URI.create(challenge.parameters().getOrDefault("realm", ""));
            if (realm.getHost() != null && realm.getUserInfo() == null && ("https".equalsIgnoreCase(realm.getScheme())
                    || "http".equalsIgnoreCase(realm.getScheme()) && Transport.isLoopback(realm.getHost())
                            && Transport.isLoopback(URI.create("//" + registry).getHost()))) {
                return realm;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new OciException(OciException.Kind.UNAUTHORIZED, registry + " names no token service that is reached over https");
    }

    private String token(byte[] json) throws OciException {
        try {
            if (Documents.read(Format.JSON, "token", json, new Limits(LARGEST_ANSWER, 16, 10_000)) instanceof Mapping answer) {
                for (String key : List.of("token", "access_token")) {
                    if (answer.get(key) instanceof Scalar.Text token && isToken(token.text())) {
                        return token.text();
                    }
                }
            }
        } catch (DocumentException e) {
            // What is wrong with an answer that may hold a token is not told.
        }
        throw new OciException(OciException.Kind.UNREACHABLE,
                "the token service of " + registry + " answers something else than a token");
    }

    /// Nothing that could end a header.
    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
