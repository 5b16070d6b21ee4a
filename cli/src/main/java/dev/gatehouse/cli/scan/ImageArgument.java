package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.ImageReference;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.registry.DockerCredentials;
import dev.gatehouse.oci.registry.RegistrySettings;
import dev.gatehouse.oci.registry.RegistryStore;
import dev.gatehouse.oci.store.ArchiveStore;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.oci.store.LayoutStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An image as the command line names it: `oci:DIR[:REF|@DIGEST]`, `archive:FILE[:REF]`, `registry:NAME[:TAG][@DIGEST]`. A word without
/// such a beginning is always a path, so that nothing reaches the network by accident.
public record ImageArgument(Kind kind, String name) {

    /// Where it lies.
    public enum Kind {
        OCI, ARCHIVE, REGISTRY
    }

    /// Null if the word is a path.
    public static @Nullable ImageArgument parse(String word) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.name().toLowerCase(java.util.Locale.ROOT) + ":";
            if (word.startsWith(prefix)) {
                return new ImageArgument(kind, word.substring(prefix.length()));
            }
        }
        return null;
    }

    /// Opens it. The network is reached only when the image is asked for.
    public ImageStore open(ScanArguments arguments, Map<String, String> environment) throws UsageException {
        try {
            Platform platform = arguments.registry.platform == null ? null : Platform.parse(arguments.registry.platform);
            return switch (kind) {
                case OCI -> LayoutStore.of(name, ImageLimits.DEFAULT, platform);
                case ARCHIVE -> ArchiveStore.of(name, ImageLimits.DEFAULT, platform);
                case REGISTRY ->
                    new RegistryStore(ImageReference.parse(name), DockerCredentials.of(environment), settings(arguments),
                            ImageLimits.DEFAULT, platform);
            };
        } catch (OciException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RegistrySettings settings(ScanArguments arguments) throws UsageException {
        if (arguments.registry.authorities != null && !Files.isReadable(arguments.registry.authorities)) {
            throw new UsageException(
                    "--registry-ca " + arguments.registry.authorities + ": there is no such file, or it cannot be read");
        }
        Map<String, List<String>> mirrors = new HashMap<>();
        for (String mirror : arguments.registry.mirrors) {
            int equals = mirror.indexOf('=');
            if (equals <= 0 || equals == mirror.length() - 1 || mirror.indexOf("://") >= 0) {
                throw new UsageException("--registry-mirror takes REGISTRY=MIRROR, for example docker.io=mirror.example/hub");
            }
            mirrors.computeIfAbsent(mirror.substring(0, equals), _ -> new ArrayList<>()).add(mirror.substring(equals + 1));
        }
        return RegistrySettings.DEFAULT.withAuthorities(arguments.registry.authorities).withMirrors(mirrors);
    }
}
