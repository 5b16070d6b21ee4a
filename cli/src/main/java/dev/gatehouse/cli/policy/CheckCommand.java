package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Compiles and reports errors.
@CommandLine.Command(name = "check", sortOptions = false, description = "Parse and compile policies, and report every error with its place.", footer = {
    "", "Examples:", "  gatehouse policy check --strict policy/",
    "  gatehouse policy check --schema deployment.schema.json policy/"})
final class CheckCommand implements Command {
    /// How errors are written.
    enum Format {
        TEXT, JSON
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-S", "--strict"}, description = "Unused imports, variables and parameters are errors.")
    boolean strict;

    @CommandLine.Option(names = "--v0", description = "The policies are written in Rego version 0.")
    boolean v0;

    @CommandLine.Option(names = {"-f", "--format"}, paramLabel = "FORMAT", description = "text (default) or json.")
    Format format = Format.TEXT;

    @CommandLine.Option(names = {"-b", "--bundle"}, description = "The paths are bundles: folders or .tar.gz files.")
    boolean bundle;

    @CommandLine.Mixin
    SchemaOption schema = new SchemaOption();

    @CommandLine.Mixin
    BundleOptions bundles = new BundleOptions();

    @CommandLine.Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy files, or folders of them.")
    List<Path> paths = new ArrayList<>();

    @Override
    public ExitCode run(Console console) throws UsageException, IOException {
        Bundle given = bundle || bundles.given() ? bundles.read(paths) : PolicyFiles.read(paths);
        try {
            schema.of(Rego.compiler().version(PolicyFiles.version(v0)).strict(strict).print(true)).compile(given);
            if (format == Format.JSON) {
                console.out().println("{}");
            }
            return ExitCode.PASS;
        } catch (RegoException e) {
            if (format == Format.JSON) {
                console.out().println(JsonWriter.indented(true, "", "  ").write(json(e.errors())));
            } else {
                e.errors().forEach(error -> console.out().println(error));
            }
            return ExitCode.BLOCKED;
        }
    }

    private static Value json(List<RegoError> errors) {
        ArrayValue.Builder list = ArrayValue.builder();
        for (RegoError error : errors) {
            ObjectValue.Builder place = ObjectValue.builder();
            place.put("file", StringValue.of(error.location().file()));
            place.put("row", NumberValue.of(error.location().row()));
            place.put("col", NumberValue.of(error.location().column()));
            ObjectValue.Builder one = ObjectValue.builder();
            one.put("message", StringValue.of(error.message()));
            one.put("code", StringValue.of(error.code().id()));
            one.put("location", place.build());
            list.add(one.build());
        }
        return ObjectValue.of(StringValue.of("errors"), list.build());
    }
}
