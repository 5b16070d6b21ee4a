package dev.gatehouse.cli.attest;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.ImageArgument;
import dev.gatehouse.cli.scan.RegistryOptions;
import dev.gatehouse.cli.scan.ScanArguments;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;

/// How an image is reached: options of every command that names just one.
public final class ImageAccess {
    @Mixin
    RegistryOptions registry = new RegistryOptions();

    /// Arguments of a scan of just that image.
    public ScanArguments arguments(String image) {
        var arguments = new ScanArguments();
        arguments.paths = List.of(image);
        arguments.registry = registry;
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
