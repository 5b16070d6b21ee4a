package dev.gatehouse.sca.registry;

import java.time.Duration;

/// How much is asked of registries.
///
/// @param bytes
///            largest answer
/// @param requests
///            how many requests all together
/// @param answer
///            time until one request is answered whole
/// @param total
///            time for all requests together
public record RegistryLimits(int bytes, int requests, Duration answer, Duration total) {
    /// 64 MiB an answer (the metadata of the largest npm packages has some 20), 5,000 requests, a minute each, 15 minutes in all.
    public static final RegistryLimits DEFAULT = new RegistryLimits(64 << 20, 5_000, Duration.ofSeconds(60),
            Duration.ofMinutes(15));
}
