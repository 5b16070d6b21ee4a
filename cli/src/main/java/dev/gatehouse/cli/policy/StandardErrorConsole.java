package dev.gatehouse.cli.policy;

import dev.gatehouse.rego.builtin.Console;
import java.io.PrintStream;

/// Writes what policies print to standard error, where it does not mix with results.
record StandardErrorConsole(PrintStream err) implements Console {
    @Override
    public void print(String message) {
        err.println(message);
    }

    @Override
    public void trace(String message) {
        // Notes are for explanations.
    }
}
