package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.Console;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.source.git.GitRepository;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What engines are made from.
///
/// @param console for the environment and the cache folder
/// @param configuration what judges
/// @param files files of the state that judges
/// @param repository null outside git; belongs to the caller
/// @param stage the gate; null for an assessment
/// @param day against which expiries count
/// @param threats what the command has to do with the threat model
/// @param diagnostics told of what is wrong but does not end the scan, while the check is made and while it runs
public record EngineSetup(Console console, Configuration configuration, StateFiles files, @Nullable GitRepository repository,
        @Nullable Stage stage, LocalDate day, ThreatWatch threats, DiagnosticSink diagnostics) {

    /// For a command that is not about threats.
    public EngineSetup(Console console, Configuration configuration, StateFiles files, @Nullable GitRepository repository,
            @Nullable Stage stage, LocalDate day, DiagnosticSink diagnostics) {
        this(console, configuration, files, repository, stage, day, ThreatWatch.NONE, diagnostics);
    }
}
