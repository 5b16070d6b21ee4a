package dev.gatehouse.secrets.validate;

import dev.gatehouse.secrets.rule.LiveValidation;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Where secrets may be sent: nowhere but to these servers.
///
/// @param origins scheme, host and port: `https://api.github.com`
public record Egress(Set<String> origins) {
    public Egress {
        origins = Set.copyOf(origins);
    }

    /// The servers of these requests, as far as they are reached by https.
    public static Egress to(Collection<LiveValidation> requests) {
        return new Egress(requests.stream().map(request -> origin(URI.create(request.url().replace("{secret}", "x"))))
                .filter(origin -> origin.startsWith("https://")).collect(Collectors.toSet()));
    }

    /// Whether a request may go there.
    boolean allows(URI uri) {
        return uri.getUserInfo() == null && origins.contains(origin(uri));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
