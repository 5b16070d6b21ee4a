package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.scan.WorkTree;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.threatmodel.Assessment;
import dev.gatehouse.threatmodel.Register;
import dev.gatehouse.threatmodel.ThreatCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The model of the working tree, held against threats.yaml.
final class CurrentModel {
    private CurrentModel() {}

    /// Text of threats.yaml at the root; empty if there is none.
    static String text(Path root) throws IOException {
        Path file = root.resolve(Register.FILE);
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    /// The model, with what could not be read told on standard error.
    static Assessment of(Console console, Path start, LocalDate day) throws UsageException, IOException, InterruptedException {
        String text = text(WorkTree.root(start));
        var seen = new AtomicReference<Assessment>();
        Register register;
        try {
            register = text.isBlank()
                    ? Register.EMPTY
                    : Register.read(Register.FILE, text.getBytes(StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        var result = WorkTree.look(console, start, new ThreatCheck(register, List.of(), day, seen::set));
        result.coverage().diagnostics().stream().filter(each -> each.kind() != Diagnostic.Kind.NOTE)
                .forEach(each -> console.err().println("gatehouse: " + each));
        Assessment assessment = seen.get();
        if (assessment == null) {
            throw new IOException("the working tree could not be looked at");
        }
        return assessment;
    }
}
