package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.cli.engine.StateFiles;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfigurationReader;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.config.TrivyIgnore;
import dev.gatehouse.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
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
            return new Judge(judging(arguments, own, files), null, files, notes(own));
        }
        ConfigurationReader.Result target = Workplace.configuration(console, arguments.base + ":" + Workplace.FILE,
                files.read(Workplace.FILE), files);
        return new Judge(judging(arguments, target, files), judging(arguments, own, ground::file), files, notes(target));
    }

    /// The exceptions of what judges, and those that the change brings.
    List<ExceptionEntry> exceptions() {
        return head == null
                ? configuration.exceptions()
                : Stream.concat(configuration.exceptions().stream(), head.exceptions().stream()).toList();
    }

    /// Flags over it, and what other tools' ignore files say beside it.
    private static Configuration judging(ScanArguments arguments, ConfigurationReader.Result read, StateFiles files)
            throws UsageException, IOException {
        byte[] ignored = files.read(TrivyIgnore.FILE);
        LocalDate today = LocalDate.ofInstant(arguments.asOf(Instant.now()), ZoneOffset.UTC);
        return arguments.over(read.configuration()).suppressing(ignored == null ? List.of() : TrivyIgnore.read(ignored, today));
    }

    private static List<Diagnostic> notes(ConfigurationReader.Result result) {
        return result.notes().stream()
                .map(note -> Diagnostic.of("configuration-locked", Diagnostic.Kind.NOTE, null, note, null)).toList();
    }
}
