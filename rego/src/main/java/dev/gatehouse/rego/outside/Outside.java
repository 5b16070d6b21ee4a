package dev.gatehouse.rego.outside;

import org.jspecify.annotations.Nullable;

/// What an evaluation may reach.
///
/// @param http sends `http.send`'s requests; null if the host does not allow any
/// @param resolver answers `net.lookup_ip_addr`; null if the host does not allow it
public record Outside(@Nullable HttpSender http, @Nullable AddressResolver resolver) {
    /// Nothing.
    public static final Outside NONE = new Outside(null, null);

    /// With requests allowed.
    public Outside withHttp(HttpSender sender) {
        return new Outside(sender, resolver);
    }

    /// With look-ups allowed.
    public Outside withResolver(AddressResolver answering) {
        return new Outside(http, answering);
    }
}
