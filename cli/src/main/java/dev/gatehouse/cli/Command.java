package dev.gatehouse.cli;

import java.io.IOException;

/// What a command does.
public interface Command {
    /// Runs it.
    ///
    /// @throws UsageException if the user made a mistake
    /// @throws IOException if something outside could not be read or written
    /// @throws InterruptedException if the user stopped it
    ExitCode run(Console console) throws UsageException, IOException, InterruptedException;
}
