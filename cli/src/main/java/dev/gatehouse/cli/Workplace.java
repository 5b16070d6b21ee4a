package dev.gatehouse.cli;

import dev.gatehouse.cli.engine.StateFiles;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfigurationException;
import dev.gatehouse.config.ConfigurationReader;
import dev.gatehouse.config.Extension;
import dev.gatehouse.config.Layer;
import dev.gatehouse.source.cache.ContentCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where configuration lies and how its layers come together.
public final class Workplace {
    /// Name of the configuration file at the root of a repository.
    public static final String FILE = "gatehouse.yaml";
    /// Environment variable that names the organisation's layer; set by whoever runs the pipeline, never by a repository.
    static final String ORGANISATION = "GATEHOUSE_ORGANISATION";
    /// Environment variable that names the folder of the advisory store.
    private static final String ADVISORIES = "GATEHOUSE_ADVISORIES";

    private Workplace() {}

    /// Where caches lie: below the user's cache folder, never within a repository; without a home, below the temporary folder.
    public static Path cache(Console console) {
        Path folder = ContentCache.defaultFolder(console.environment());
        return folder != null ? folder : Path.of(System.getProperty("java.io.tmpdir"), "gatehouse-cache");
    }

    /// Where the advisories lie: the folder that `GATEHOUSE_ADVISORIES` names, else below the cache folder.
    public static Path advisories(Console console) {
        String named = console.environment().get(ADVISORIES);
        return named == null || named.isBlank() ? cache(console).resolve("advisories") : Path.of(named);
    }

    /// The effective configuration of a working tree.
    ///
    /// @param root root of the repository or scanned folder
    /// @param explicit `--config`; null means `gatehouse.yaml` at the root, if there is one
    public static ConfigurationReader.Result configuration(Console console, Path root, @Nullable Path explicit)
            throws UsageException, IOException {
        Path file = explicit == null ? root.resolve(FILE) : explicit;
        byte[] bytes = explicit != null || Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        return configuration(console, explicit == null ? FILE : explicit.toString(), bytes, path -> within(root, path));
    }

    /// A file below the root; null if there is none, or a link leads out.
    private static byte @Nullable [] within(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        return Files.isRegularFile(file) && file.toRealPath().startsWith(root.toRealPath()) ? Files.readAllBytes(file) : null;
    }

    /// The effective configuration that this content of the repository's file gives.
    ///
    /// @param bytes null if there is no such file
    /// @param files where the file lies that it may extend
    public static ConfigurationReader.Result configuration(Console console, String name, byte @Nullable [] bytes,
            StateFiles files)
            throws UsageException, IOException {
        List<Layer> layers = new ArrayList<>();
        try {
            String organisation = console.environment().get(ORGANISATION);
            if (organisation != null && !organisation.isBlank()) {
                layers.add(organisation(organisation));
            }
            if (bytes != null) {
                Layer repository = new Layer(Layer.Kind.REPOSITORY, name, bytes);
                Extension extension = ConfigurationReader.extension(repository);
                if (extension != null) {
                    byte[] extended = files.read(extension.path());
                    if (extended == null) {
                        throw new UsageException(
                                name + ": 'extends' names " + extension.path() + ", and there is no such file");
                    }
                    layers.add(extension.layer(Layer.Kind.EXTENDED, extended));
                }
                layers.add(repository);
            }
            return layers.isEmpty()
                    ? new ConfigurationReader.Result(Configuration.builtIn(), List.of())
                    : ConfigurationReader.read(layers);
        } catch (ConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /// @param named a path, perhaps with `@sha256:…` behind it
    private static Layer organisation(String named) throws UsageException, ConfigurationException, IOException {
        if (!named.contains("@sha256:")) {
            return new Layer(Layer.Kind.ORGANISATION, named, Files.readAllBytes(Path.of(named)));
        }
        Extension extension;
        try {
            extension = Extension.parse(named);
        } catch (IllegalArgumentException e) {
            throw new UsageException(ORGANISATION + ": " + e.getMessage(), e);
        }
        return extension.layer(Layer.Kind.ORGANISATION, Files.readAllBytes(Path.of(extension.path())));
    }
}
