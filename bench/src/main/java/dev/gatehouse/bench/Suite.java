package dev.gatehouse.bench;

import java.io.IOException;

/// A set of measurements that belong together; one class each.
interface Suite {
    /// As it is named on the command line.
    String name();

    /// One line for people.
    String what();

    /// What it can be given, for people: one `--name VALUE  meaning` a line.
    String options();

    /// Measures; what cannot be measured is added as not run, with the reason.
    void run(Options options, Results results) throws IOException, InterruptedException;
}
