package dev.gatehouse.cli.threats;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.threatmodel.Model;
import dev.gatehouse.threatmodel.diagram.Mermaid;
import dev.gatehouse.threatmodel.diagram.Svg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Draws the model.
@CommandLine.Command(name = "diagram", sortOptions = false, description = {"Draw the model as a data-flow diagram.",
    ""}, footer = {"",
        "Examples:", "  gatehouse threats diagram --output docs/model.svg", "  gatehouse threats diagram --format mermaid"})
final class ThreatsDiagram implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    /// How it is drawn.
    enum Format {
        MERMAID, SVG
    }

    @CommandLine.Option(names = "--format", paramLabel = "KIND", description = "mermaid or svg; by default what the ending of --output says, else mermaid.")
    @Nullable
    Format format;

    @CommandLine.Option(names = "--output", paramLabel = "FILE", description = "Where it goes; standard output by default.")
    @Nullable
    Path output;

    @CommandLine.Option(names = "--root", paramLabel = "DIR", description = "Where to look; the current folder by default.")
    Path root = Path.of("");

    @Override
    public ExitCode run(Console console) throws UsageException, IOException, InterruptedException {
        Model model = CurrentModel.of(console, root, LocalDate.now(ZoneOffset.UTC)).model();
        boolean svg = format == Format.SVG || format == null && output != null && output.toString().endsWith(".svg");
        String text = svg ? Svg.of(model) : Mermaid.of(model);
        if (output == null) {
            console.out().print(text);
        } else {
            ReportFile.write(output, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            console.err()
                    .println(model.elements().size() + " elements and " + model.flows().size() + " flows drawn to " + output);
        }
        return ExitCode.PASS;
    }
}
