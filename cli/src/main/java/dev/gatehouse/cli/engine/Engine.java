package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// One capability that a scan may run: makes its check and knows its rules. Making an engine itself costs nothing; its room is
/// loaded when a method is called.
public interface Engine {

    /// Its name on the command line, and the id of its check: `secrets`.
    String id();

    /// Schemes of the fingerprints that its findings carry: a scan without this engine says nothing about them.
    Set<String> schemes();

    /// Its check, ready to run.
    ///
    /// @throws UsageException if configuration or a file that it names is wrong
    /// @throws IOException if a file cannot be read
    PreparedCheck prepare(EngineSetup setup) throws UsageException, IOException;

    /// The rules that its check would run, in any order.
    ///
    /// @throws UsageException if configuration or a file that it names is wrong
    /// @throws IOException if a file cannot be read
    List<RuleEntry> rules(EngineSetup setup) throws UsageException, IOException;

    /// Why its rules report nothing on a line of a text, as far as it can tell: one sentence a rule, for people. Holds nothing of
    /// the line that could be a secret.
    ///
    /// @param path of the file, relative to the root
    /// @param content of the file
    /// @param line 1-based
    default List<String> nearMisses(EngineSetup setup, String path, byte[] content, int line) throws UsageException, IOException {
        return List.of();
    }
}
