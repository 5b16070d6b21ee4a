package dev.gatehouse.oci.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How registries are reached. All of it comes from the user, nothing from a repository.
///
/// @param authorities
///            PEM file with certificates that are trusted besides the platform's; null for none
/// @param mirrors
///            for a registry what is asked before it, `host[:port][/path]`, in order
/// @param connect
///            how long a connection may take
/// @param stall
///            how long an answer may keep waiting, and how long so few bytes may come that nobody is there
/// @param retries
///            of a request that failed for a reason that may pass
/// @param pause
///            before the first retry; doubled for each further one; `Retry-After` overrules it up to a minute
public record RegistrySettings(@Nullable Path authorities, Map<String, List<String>> mirrors, Duration connect, Duration stall,
        int retries, Duration pause) {
    /// No mirrors; 10 s to connect, 30 s to answer, 4 retries, the first after half a second.
    public static final RegistrySettings DEFAULT = new RegistrySettings(null, Map.of(), Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            4, Duration.ofMillis(500));

    public RegistrySettings {
        mirrors = Map.copyOf(mirrors);
    }

    /// The same with other certificates.
    public RegistrySettings withAuthorities(@Nullable Path pem) {
        return new RegistrySettings(pem, mirrors, connect, stall, retries, pause);
    }

    /// The same with other mirrors.
    public RegistrySettings withMirrors(Map<String, List<String>> others) {
        return new RegistrySettings(authorities, others, connect, stall, retries, pause);
    }

    /// The same with less or more patience.
    public RegistrySettings withPatience(Duration stalled, int attempts, Duration first) {
        return new RegistrySettings(authorities, mirrors, connect, stalled, attempts, first);
    }
}
