package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.engine.StateFiles;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfigurationReader;
import dev.gatehouse.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What judges: a change cannot edit its own judge, so for one it is the target branch's configuration and files.
///
/// @param configuration with flags over it
/// @param head what the change brings; null where there is no change
/// @param files of the state that judges
/// @param notes what is worth telling about the configuration
record Judge(Configuration configuration, @Nullable Configuration head, StateFiles files, List<Diagnostic> notes) {

    static Judge of(Console console, ScanArguments arguments, Ground ground, @Nullable Comparison comparison)
            throws UsageException, IOException {
        StateFiles files = comparison == null ? ground::file : path -> ground.file(comparison.target(), path);
        ConfigurationReader.Result own = Workplace.configuration(console, ground.root(), arguments.config);
        if (comparison == null || arguments.config != null) {
            return new Judge(arguments.over(own.configuration()), null, files, notes(own));
        }
        ConfigurationReader.Result target = Workplace.configuration(console, arguments.base + ":" + Workplace.FILE,
                files.read(Workplace.FILE));
        return new Judge(arguments.over(target.configuration()), arguments.over(own.configuration()), files, notes(target));
    }

    private static List<Diagnostic> notes(ConfigurationReader.Result result) {
        return result.notes().stream()
                .map(note -> Diagnostic.of("configuration-locked", Diagnostic.Kind.NOTE, null, note, null)).toList();
    }
}
