package dev.gatehouse.secrets.gitleaks;

import java.io.IOException;

/// Opens the rule files that a configuration extends. Whoever provides it decides what may be read: nothing outside
/// the repository.
@FunctionalInterface
public interface RuleFileAccess {

    /// The file's bytes.
    ///
    /// @param path
    ///            as `extend.path` has it
    /// @param from
    ///            the name of the file that says so
    /// @throws IOException
    ///             if it cannot or must not be read; the message says why
    byte[] read(String path, String from) throws IOException;
}
