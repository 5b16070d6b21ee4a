package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.image.ImageSource;
import dev.gatehouse.oci.image.LayerMemory;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import dev.gatehouse.source.git.CommitSource;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// One check over whatever a word names: `oci:DIR`, `archive:FILE` and `registry:NAME` an image, what exists a file or folder, and
/// anything else a commit of the repository around the current folder.
public final class NamedState {
    private NamedState() {}

    /// Looks.
    ///
    /// @throws UsageException
    ///             if the word names nothing
    public static Scan.Result look(Console console, String word, Check<?> check)
            throws UsageException, IOException, InterruptedException {
        ImageArgument image = ImageArgument.parse(word);
        if (image != null) {
            try (var store = image.open(new ScanArguments(), console.environment())) {
                return run(new ImageSource(store, ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.NONE), check,
                        true);
            }
        }
        if (exists(word)) {
            Path path = Path.of(word).toRealPath();
            if (Files.isRegularFile(path)) {
                // A file is looked at alone, wherever it lies and whatever is ignored around it.
                var options = DirectoryOptions.defaults().with(console.environment());
                return run(new DirectorySource(path.resolveSibling("").normalize(), List.of(path), options), check, false);
            }
            return WorkTree.look(console, Path.of(word), check);
        }
        try (Ground ground = Ground.of(List.of())) {
            GitRepository repository = ground.needRepository("'" + word + "' is no file or folder; a commit");
            ObjectId commit = repository.resolve(word).orElseThrow(() -> new UsageException("'" + word
                    + "' is neither a file, a folder nor a commit here; images begin with oci:, archive: or registry:"));
            return run(new CommitSource(repository, commit, Limits.DEFAULT.fileSize(), PlaceTraits::of), check, false);
        }
    }

    private static boolean exists(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Scan.Result run(Source source, Check<?> check, boolean archives) throws IOException, InterruptedException {
        var scan = new Scan();
        try (source; var _ = new Interrupt(scan::cancel)) {
            return scan.run(source, List.of(check), ScanOptions.defaults().withArchives(archives));
        }
    }
}
