package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.bundle.BundleException;
import dev.gatehouse.rego.bundle.BundleReader;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import dev.gatehouse.rego.value.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads what policies consist of.
public final class PolicyFiles {
    private PolicyFiles() {}

    static RegoVersion version(boolean v0) {
        return v0 ? RegoVersion.V0 : RegoVersion.V1;
    }

    /// Reads files and folders.
    public static Bundle read(List<Path> paths) throws UsageException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException(path + ": there is no such file or folder");
            }
        }
        try {
            return BundleReader.files(paths);
        } catch (BundleException e) {
            throw new UsageException(String.join("\n", e.problems()), e);
        }
    }

    /// Compiles; errors become one line each.
    public static Policy compile(Rego compiler, Bundle bundle) throws UsageException {
        try {
            return compiler.compile(bundle);
        } catch (RegoException e) {
            throw new UsageException(e.getMessage() == null ? "" : e.getMessage(), e);
        }
    }

    /// Reads a JSON or YAML document.
    static Value document(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": there is no such file");
        }
        return document(file.toString(), Files.readAllBytes(file));
    }

    /// Reads a JSON or YAML document.
    public static Value document(String name, byte[] content) throws UsageException {
        List<Value> documents = documents(name, content);
        if (documents.size() != 1) {
            throw new UsageException(name + ": has " + documents.size() + " documents where one is wanted");
        }
        return documents.getFirst();
    }

    static Value json(String name, byte[] content) throws UsageException {
        try {
            return new JsonReader(ReadLimits.DEFAULT).read(content);
        } catch (JsonException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }

    /// Reads the documents of a JSON or YAML file.
    public static List<Value> documents(String name, byte[] content) throws UsageException {
        try {
            return name.endsWith(".yaml") || name.endsWith(".yml")
                    ? new YamlReader(ReadLimits.DEFAULT).readAll(new String(content, StandardCharsets.UTF_8))
                    : List.of(new JsonReader(ReadLimits.DEFAULT).read(content));
        } catch (JsonException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }
}
