package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.StateFiles;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.policy.Baseline;
import dev.gatehouse.policy.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What was there before, from a baseline file.
final class Past {
    private Past() {}

    /// Reads it.
    ///
    /// @param given `--baseline`; null means the file that `gate.baseline` names in the state that judges
    /// @return null if there is none
    static @Nullable Known read(@Nullable Path given, GateSettings gate, StateFiles files) throws UsageException, IOException {
        if (given != null) {
            return parse(given.toString(), Files.readAllBytes(given));
        }
        String name = gate.baseline();
        if (name == null) {
            return null;
        }
        byte[] bytes = files.read(name);
        if (bytes == null) {
            throw new UsageException(
                    "gate.baseline names " + name + ", and there is no such file; make it with: gatehouse baseline create");
        }
        return parse(name, bytes);
    }

    private static Known parse(String name, byte[] bytes) throws UsageException {
        try {
            return Baseline.read(name, bytes);
        } catch (Baseline.MalformedException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
