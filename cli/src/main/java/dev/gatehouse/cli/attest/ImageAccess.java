package dev.gatehouse.cli.attest;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.ImageArgument;
import dev.gatehouse.cli.scan.ScanArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How an image is reached: options of every command that names just one.
public final class ImageAccess {
    @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Which image of several; this machine's by default.")
    @Nullable
    String platform;

    @Option(names = "--registry-ca", paramLabel = "FILE", description = "PEM file with certificates of registries to trust besides the platform's.")
    @Nullable
    Path registryAuthorities;

    @Option(names = "--registry-mirror", paramLabel = "REGISTRY=MIRROR", description = "Ask this mirror before the registry. Repeatable.")
    List<String> registryMirrors = new ArrayList<>();

    /// Arguments of a scan of just that image.
    public ScanArguments arguments(String image) {
        var arguments = new ScanArguments();
        arguments.paths = List.of(image);
        arguments.platform = platform;
        arguments.registryAuthorities = registryAuthorities;
        arguments.registryMirrors = registryMirrors;
        return arguments;
    }

    /// Opens an image.
    ///
    /// @param word as the command line names it
    /// @throws UsageException if it names no image, or there is none
    public ReleasedImage open(Console console, String word) throws UsageException, IOException {
        ImageArgument argument = ImageArgument.parse(word);
        if (argument == null || argument.kind() == ImageArgument.Kind.ARCHIVE) {
            throw new UsageException(word + ": an image that something can be attached to is oci:DIR or registry:NAME");
        }
        return ReleasedImage.of(argument.open(arguments(word), console.environment()));
    }
}
