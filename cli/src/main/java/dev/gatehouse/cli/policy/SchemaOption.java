package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.BundleException;
import dev.gatehouse.rego.bundle.SchemaFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// JSON Schemas by which policies are checked.
final class SchemaOption {
    @CommandLine.Option(names = {"-s",
        "--schema"}, paramLabel = "PATH", description = "JSON Schema of the input, or a folder of schemas that metadata names: schema.a.b is a/b.json.")
    @Nullable
    Path path;

    Rego of(Rego compiler) throws UsageException {
        if (path == null) {
            return compiler;
        }
        if (!Files.exists(path)) {
            throw new UsageException(path + ": there is no such file or folder");
        }
        try {
            return compiler.schemas(SchemaFiles.read(path));
        } catch (BundleException e) {
            throw new UsageException(String.join("\n", e.problems()), e);
        }
    }
}
