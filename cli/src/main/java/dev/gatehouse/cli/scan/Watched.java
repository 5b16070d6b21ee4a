package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.source.scan.Progress;
import java.io.IOException;

/// An assessment with a person before it: progress on the terminal, and Ctrl-C stops it cleanly.
public final class Watched implements AutoCloseable {
    private final ProgressLine line;
    private final Assessment assessment;
    private final Interrupt interrupt;

    /// Reads configuration and finds what is to be looked at; nothing is scanned yet.
    ///
    /// @param quiet whether progress stays unsaid even on a terminal
    /// @throws UsageException if arguments or configuration are wrong
    public Watched(Console console, ScanArguments arguments, boolean quiet) throws UsageException, IOException {
        line = new ProgressLine(console);
        assessment = new Assessment(console, arguments, console.errIsTerminal() && !quiet ? line : Progress.NONE);
        interrupt = new Interrupt(assessment::cancel);
    }

    /// What is watched.
    public Assessment assessment() {
        return assessment;
    }

    /// Looks and judges; the progress line is gone when it returns. Called once.
    ///
    /// @throws InterruptedException if the user stopped it
    public Assessment.Result run() throws UsageException, IOException, InterruptedException {
        try {
            return assessment.run();
        } finally {
            line.close();
        }
    }

    @Override
    public void close() throws IOException {
        interrupt.close();
        line.close();
        assessment.close();
    }
}
