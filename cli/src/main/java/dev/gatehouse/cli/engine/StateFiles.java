package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Files of one state of what is looked at: the target branch's for a change, else the working tree's.
@FunctionalInterface
public interface StateFiles {

    /// Reads one.
    ///
    /// @param path relative to the root, `/` between its parts
    /// @return null if there is none
    byte @Nullable [] read(String path) throws UsageException, IOException;
}
