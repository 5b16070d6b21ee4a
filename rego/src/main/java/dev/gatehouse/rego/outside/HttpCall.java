package dev.gatehouse.rego.outside;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request.
///
/// @param method in capitals
/// @param headers by name
/// @param followsRedirects whether redirections are followed
/// @param timeout for the whole exchange
public record HttpCall(
        String method, URI url, Map<String, String> headers, byte[] body, boolean followsRedirects, Duration timeout, Tls tls) {
    /// Copies the headers.
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /// The same request with further headers.
    public HttpCall withHeaders(Map<String, String> further) {
        var all = new java.util.TreeMap<>(headers);
        all.putAll(further);
        return new HttpCall(method, url, all, body, followsRedirects, timeout, tls);
    }

    /// Whom a connection trusts, and who it says it is.
    ///
    /// @param authorities certificates in PEM that are trusted; with none of them and without the system's, the system's are
    /// @param systemAuthorities whether the system's are trusted besides
    /// @param identities certificates with their keys
    /// @param serverName the name that the server's certificate must be for, if not the URL's
    public record Tls(
            boolean verifies, List<byte[]> authorities, boolean systemAuthorities, List<Identity> identities,
            @Nullable String serverName) {
        /// The usual: the system's authorities, and no identity.
        public static final Tls USUAL = new Tls(true, List.of(), false, List.of(), null);

        /// Copies the lists.
        public Tls {
            authorities = List.copyOf(authorities);
            identities = List.copyOf(identities);
        }
    }

    /// A certificate with its private key, both in PEM.
    public record Identity(byte[] certificate, byte[] key) {
        @Override
        public String toString() {
            return "identity";
        }
    }
}
