package dev.gatehouse.oci.registry;

import java.io.IOException;

/// Knows credentials of registries. Thread-safe.
@FunctionalInterface
public interface CredentialSource {
    /// Nobody is anybody.
    CredentialSource NONE = _ -> Credentials.ANONYMOUS;

    /// What to show this registry.
    ///
    /// @param registry
    ///            host and perhaps port; Docker Hub is `docker.io`
    /// @return [Credentials#ANONYMOUS] if there are none
    /// @throws IOException
    ///             if they cannot be read
    Credentials find(String registry) throws IOException;
}
