package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One check over the working tree, without a gate: for commands that show something rather than judge it.
public final class WorkTree {
    private WorkTree() {}

    /// Looks.
    ///
    /// @param start a folder or file; paths are relative to the root of the repository around it
    /// @throws InterruptedException if the user stopped it
    public static Scan.Result look(Console console, Path start, Check<?> check)
            throws UsageException, IOException, InterruptedException {
        var arguments = new ScanArguments();
        arguments.paths = start.toString().isEmpty() ? List.of() : List.of(start.toString());
        try (Ground ground = Ground.of(arguments.paths)) {
            var selection = arguments.selection(Workplace.configuration(console, ground.root(), null).configuration().paths());
            Sources sources = new Sources(console, arguments, ground, null, Limits.DEFAULT, selection, null, null);
            var scan = new Scan();
            try (var source = sources.head().getFirst(); var _ = new Interrupt(scan::cancel)) {
                return scan.run(source, List.of(check), ScanOptions.defaults().withArchives(false));
            }
        }
    }

    /// The root of the repository around a folder, else the folder.
    public static Path root(Path start) throws UsageException, IOException {
        try (Ground ground = Ground.of(start.toString().isEmpty() ? List.of() : List.of(start.toString()))) {
            return ground.root();
        }
    }
}
