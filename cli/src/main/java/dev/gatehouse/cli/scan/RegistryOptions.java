package dev.gatehouse.cli.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which image of several is meant and how registries are reached: options of every command that names images.
public final class RegistryOptions {
    @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Which image of several, for example linux/arm64; this machine's by default.")
    @Nullable
    String platform;

    @Option(names = "--registry-ca", paramLabel = "FILE", description = "PEM file with certificates of registries to trust besides the platform's.")
    @Nullable
    Path authorities;

    @Option(names = "--registry-mirror", paramLabel = "REGISTRY=MIRROR", description = "Ask this mirror before the registry. Repeatable.")
    List<String> mirrors = new ArrayList<>();

    /// Whether any was given.
    boolean given() {
        return platform != null || authorities != null || !mirrors.isEmpty();
    }
}
