package dev.gatehouse.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// What a command does.
public interface Command {
    /// Runs it.
    ///
    /// @throws UsageException if the user made a mistake
    /// @throws IOException if something outside could not be read or written
    /// @throws InterruptedException if the user stopped it
    ExitCode run(Console console) throws UsageException, IOException, InterruptedException;

    /// The commands below this one that are not named in its annotation, so that a call of one loads and builds no other.
    default SequencedMap<String, Supplier<Command>> subcommands() {
        return new LinkedHashMap<>();
    }
}
