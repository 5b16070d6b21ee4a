package dev.gatehouse.oci.build;

import dev.gatehouse.oci.reference.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a container of an image starts, and what the image says of itself (image-spec, config.md).
///
/// @param user
///            name or number, perhaps `user:group`; empty means root
/// @param directory
///            where it starts; empty means the root
/// @param environment
///            `NAME=value`
/// @param healthCheck
///            as Docker writes it: `CMD` and a command, or `CMD-SHELL` and a line; empty for none
public record ContainerSettings(Platform platform, String user, String directory, List<String> entryPoint, List<String> command,
        List<String> environment, Map<String, String> labels, List<String> healthCheck) {
    public ContainerSettings {
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        healthCheck = List.copyOf(healthCheck);
    }

    /// Nothing but the platform.
    public static ContainerSettings on(Platform platform) {
        return new ContainerSettings(platform, "", "", List.of(), List.of(), List.of(), Map.of(), List.of());
    }

    /// The same with another user.
    public ContainerSettings user(String other) {
        return new ContainerSettings(platform, other, directory, entryPoint, command, environment, labels, healthCheck);
    }

    /// The same with another environment.
    public ContainerSettings environment(List<String> other) {
        return new ContainerSettings(platform, user, directory, entryPoint, command, other, labels, healthCheck);
    }

    /// The same with other labels.
    public ContainerSettings labels(Map<String, String> other) {
        return new ContainerSettings(platform, user, directory, entryPoint, command, environment, other, healthCheck);
    }
}
