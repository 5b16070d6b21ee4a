package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.compile.Schemas;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import dev.gatehouse.rego.value.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads JSON Schemas from files.
public final class SchemaFiles {
    private static final int MOST_FILES = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private SchemaFiles() {}

    /// Reads one file, the schema of `input`, or a folder: `schema.a.b` is its file `a/b.json`.
    ///
    /// @throws BundleException when files cannot be read
    public static Schemas read(Path path) throws BundleException {
        Map<List<String>, Value> schemas = new HashMap<>();
        List<String> problems = new ArrayList<>();
        if (Files.isDirectory(path)) {
            for (Path file : files(path, problems)) {
                add(steps(path.relativize(file)), file, schemas, problems);
            }
        } else {
            add(List.of(), path, schemas, problems);
        }
        if (!problems.isEmpty()) {
            throw new BundleException(problems);
        }
        return new Schemas(schemas);
    }

    private static List<Path> files(Path folder, List<String> problems) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile).limit(MOST_FILES + 1L).sorted().toList();
            if (files.size() > MOST_FILES) {
                problems.add(folder + ": more than " + MOST_FILES + " files");
                return List.of();
            }
            return files;
        } catch (IOException e) {
            problems.add(folder + ": " + e);
            return List.of();
        }
    }

    private static List<String> steps(Path relative) {
        List<String> steps = new ArrayList<>();
        relative.forEach(step -> steps.add(step.toString()));
        String last = steps.removeLast();
        int dot = last.lastIndexOf('.');
        steps.add(dot < 0 ? last : last.substring(0, dot));
        return steps;
    }

    private static void add(List<String> steps, Path file, Map<List<String>, Value> schemas, List<String> problems) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(file + ": too large");
                return;
            }
            schemas.put(steps, document(Files.readAllBytes(file)));
        } catch (JsonException | IOException e) {
            problems.add(file + ": " + e.getMessage());
        }
    }

    private static Value document(byte[] content) throws JsonException {
        try {
            return new JsonReader(ReadLimits.DEFAULT).read(content);
        } catch (JsonException notJson) {
            return new YamlReader(ReadLimits.DEFAULT).read(Utf8.decode(content));
        }
    }
}
