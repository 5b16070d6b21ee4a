package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.config.ConfigurationEdit;
import dev.gatehouse.config.ConfigurationException;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.report.format.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file that exceptions are written to.
record ConfigurationFile(Path path) {

    /// @param given `--config`; null means gatehouse.yaml at the root
    static ConfigurationFile of(Path root, @Nullable Path given) {
        return new ConfigurationFile(given == null ? root.resolve(Workplace.FILE) : given);
    }

    /// Adds an exception.
    void add(ExceptionEntry entry) throws UsageException, IOException {
        write(before -> ConfigurationEdit.add(path.toString(), before, entry));
    }

    /// Puts an approval into an exception.
    void approve(String id, ExceptionEntry.Approval approval) throws UsageException, IOException {
        write(before -> ConfigurationEdit.approve(path.toString(), before, id, approval));
    }

    private interface Edit {
        byte[] of(byte[] before) throws ConfigurationException;
    }

    private void write(Edit edit) throws UsageException, IOException {
        byte[] before = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        byte[] after;
        try {
            after = edit.of(before);
        } catch (ConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        ReportFile.write(path, out -> out.write(after));
    }
}
