package dev.gatehouse.rego.outside;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// Finds the addresses of a host.
@FunctionalInterface
public interface AddressResolver {
    /// The addresses of a host's name.
    ///
    /// @throws IOException if there are none, or the host does not allow to ask for this name
    List<InetAddress> addresses(String host) throws IOException;

    /// The system's resolver, for all names.
    static AddressResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
