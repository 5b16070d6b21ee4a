package dev.gatehouse.sca.remedy;

import java.io.IOException;
import java.nio.file.Path;

/// A kind of project for which a plan can be made and carried out.
public interface FixableFormat {

    /// Name of the ecosystem for people: `npm`.
    String label();

    /// Whether it is about projects whose packages a file of this format names.
    ///
    /// @param format
    ///            id of the format: `npm-lock`
    boolean isFor(String format);

    /// Reads a project.
    ///
    /// @param file
    ///            of that format
    /// @throws UnresolvableException
    ///             if it is one that cannot be planned for; the message says what to do instead
    /// @throws IOException
    ///             if a file cannot be read
    FixableProject read(Path file) throws UnresolvableException, IOException, InterruptedException;
}
