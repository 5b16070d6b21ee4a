package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.image.ImageSource;
import dev.gatehouse.oci.image.LayerMemory;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One check over a folder or an image with everything in its archives, without a gate.
///
/// @param result what came of it
/// @param name what was looked at: the folder's or the image's name
/// @param subject `sha256:…` of an image, `git:…` of the commit that a folder stands on; null if there is none
public record PackageLook(Scan.Result result, String name, @Nullable String subject) {

    /// Looks.
    ///
    /// @param target a folder, or an image as `scan` takes it: `oci:DIR`, `archive:FILE`, `registry:NAME`
    /// @throws UsageException if there is no such folder or image
    /// @throws InterruptedException if the user stopped it
    public static PackageLook at(Console console, String target, Check<?> check)
            throws UsageException, IOException, InterruptedException {
        ImageArgument image = ImageArgument.parse(target);
        return image == null ? folder(console, target, check) : image(console, image, check);
    }

    private static PackageLook image(Console console, ImageArgument argument, Check<?> check)
            throws UsageException, IOException, InterruptedException {
        try (ImageStore store = argument.open(new ScanArguments(), console.environment());
                Source source = new ImageSource(store, ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.NONE)) {
            Scan.Result result = look(source, check);
            return new PackageLook(result, store.name(), store.image().digest().toString());
        }
    }

    private static PackageLook folder(Console console, String target, Check<?> check)
            throws UsageException, IOException, InterruptedException {
        Path folder;
        try {
            folder = Path.of(target).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException(target + ": not a path", e);
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + " is no folder");
        }
        Scan.Result result;
        try (Source source = DirectorySource.of(folder, DirectoryOptions.defaults().with(console.environment()))) {
            result = look(source, check);
        }
        return new PackageLook(result, String.valueOf(folder.getFileName()), commit(folder));
    }

    private static Scan.Result look(Source source, Check<?> check) throws IOException, InterruptedException {
        var scan = new Scan();
        try (var _ = new Interrupt(scan::cancel)) {
            return scan.run(source, List.of(check), ScanOptions.defaults());
        }
    }

    private static @Nullable String commit(Path folder) throws IOException {
        GitRepository repository = GitRepository.discover(folder).orElse(null);
        if (repository == null) {
            return null;
        }
        try (repository) {
            return repository.head().map(id -> "git:" + id).orElse(null);
        }
    }
}
