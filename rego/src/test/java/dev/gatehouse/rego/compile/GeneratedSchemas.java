package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.bundle.SchemaFiles;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/// Makes schemas and modules that refer to what they describe, or miss it, and compares all errors with those of the program `opa check --schema`.
final class GeneratedSchemas {
    private static final List<String> NAMES = List.of("a", "b", "c", "items");
    private static final List<String> SCALARS = List.of("string", "integer", "number", "boolean", "null");

    private final Random random;

    GeneratedSchemas(long seed) {
        this.random = new Random(seed);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String schema(int depth) {
        return switch (depth == 0 ? 4 : random.nextInt(depth > 3 ? 4 : 12)) {
            case 0, 1 -> "{\"type\": \"" + any(SCALARS) + "\"}";
            case 2 -> "{\"type\": [\"" + any(SCALARS) + "\", \"" + any(List.of("object", "array")) + "\"]}";
            case 3 -> any(List.of("{}", "true", "{\"$ref\": \"#/definitions/d\"}", "{\"enum\": [1]}", "{\"type\": \"object\"}",
                    "{\"type\": \"array\"}"));
            case 4, 5, 6 ->
                "{" + any(List.of("\"type\": \"object\", ", "\"type\": \"object\", ", "", "\"additionalProperties\": true, "))
                        + properties(depth) + "}";
            case 7 -> "{" + any(List.of("\"type\": \"array\", ", "")) + "\"items\": " + schema(depth + 1) + "}";
            case 8 -> "{\"type\": \"array\", \"items\": [" + schema(depth + 1) + ", " + schema(depth + 1) + "]}";
            case 9 -> "{\"anyOf\": [" + schema(depth + 1) + ", " + schema(depth + 1) + "]}";
            case 10 -> "{" + any(List.of("\"type\": \"object\", " + properties(depth, List.of("a")) + ", ", "")) + "\"allOf\": [{"
                    + properties(depth, List.of("b", "c")) + "}, {" + properties(depth, List.of("items", "d")) + "}]}";
            default -> "{\"type\": \"object\", " + properties(depth) + ", \"anyOf\": [{" + properties(depth) + "}, "
                    + schema(depth + 1) + "]}";
        };
    }

    private String properties(int depth) {
        return properties(depth, NAMES);
    }

    /// Of schemas that hold together each names others: of a property that two name OPA forgets the type.
    private String properties(int depth, List<String> names) {
        StringBuilder text = new StringBuilder("\"properties\": {");
        String separator = "";
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                text.append(separator).append('"').append(name).append("\": ").append(schema(depth + 1));
                separator = ", ";
            }
        }
        return text.append("}").toString();
    }

    String root() {
        String schema = schema(0);
        return schema.startsWith("{") && !schema.contains("$ref\": \"#/definitions/d\"}") || !schema.startsWith("{\"")
                ? schema
                : "{\"definitions\": {\"d\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}, \"b\": {\"$ref\": "
                        + "\"#/definitions/e\"}}}, \"e\": {\"type\": \"boolean\"}}, " + schema.substring(1);
    }

    private String reference() {
        StringBuilder text = new StringBuilder(any(List.of("input", "input", "input", "input.a", "data.acl", "data.p.r0")));
        for (int steps = random.nextInt(4); steps > 0; steps--) {
            text.append(any(List.of(".a", ".b", ".c", ".items", "[_]", "[0]", "[\"x-y\"]", "[i]")));
        }
        return text.toString();
    }

    private String metadata() {
        String path = any(List.of("input", "input.a", "input.b.c", "data.acl", "data.acl.a"));
        String schema = switch (random.nextInt(8)) {
            case 0 -> "schema.one";
            case 1 -> "schema.deep[\"two-x\"]";
            case 2 -> "schema.none";
            case 3 -> "schema";
            default -> schema(1).replace("\"$ref\": \"#/definitions/d\"", "\"type\": \"string\"");
        };
        return "# METADATA\n# scope: %s\n# schemas:\n#   - " + path + ": " + schema + "\n";
    }

    String module() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append(metadata().replace("%s", any(List.of("package", "subpackages"))));
        }
        text.append("package p\n\nimport data.q\n\n");
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(3) == 0) {
                text.append(metadata().replace("%s", any(List.of("rule", "document"))));
            }
            String body = switch (random.nextInt(6)) {
                case 0 -> reference() + " == " + any(List.of("1", "\"x\"", "true", "null", "[1]", "{\"a\": 1}"));
                case 1 -> "startswith(" + reference() + ", \"a\")";
                case 2 -> "count(" + reference() + ") > 1";
                case 3 -> "x := " + reference() + "\n  x.a == 1";
                case 4 -> "some i\n  x := " + reference() + " + 1\n  x > 2";
                default -> "every x in " + reference() + " { x.b }";
            };
            text.append("r").append(i).append(" if {\n  some i, j in [1]\n  ").append(body).append("\n}\n\n");
        }
        return text.toString();
    }

    private static String line(String row, String code, String message) {
        return row + " " + code + " " + message.replaceAll("__local[0-9]+__", "_").replaceAll("\\[_[0-9]*\\]", "[_]")
                // OPA prints its memory here.
                .replaceAll("(?s)type checking: .*", "type checking");
    }

    private static TreeSet<String> ours(Path schemas, String module) {
        TreeSet<String> found = new TreeSet<>();
        try {
            Rego.compiler().print(true).schemas(SchemaFiles.read(schemas)).compile(Map.of("m.rego", module));
        } catch (RegoException e) {
            e.errors().forEach(error -> found.add(line("" + error.location().row(), error.code().id(), error.message())));
        } catch (dev.gatehouse.rego.bundle.BundleException e) {
            found.add(e.toString());
        }
        return found;
    }

    private static TreeSet<String> theirs(Path opa, Path schemas, Path module) throws Exception {
        Process process = new ProcessBuilder(opa.toString(), "check", "--format", "json", "--schema", schemas.toString(),
                module.toString()).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        process.waitFor();
        TreeSet<String> found = new TreeSet<>();
        if (output.length > 2
                && new JsonReader(ReadLimits.DEFAULT).read(output).get(StringValue.of("errors")) instanceof ArrayValue all) {
            for (Value error : all) {
                Value place = error.get(StringValue.of("location"));
                Value row = place == null ? null : place.get(StringValue.of("row"));
                found.add(line(row == null ? "0" : row.toString(),
                        error.get(StringValue.of("code")) instanceof StringValue s ? s.text() : "",
                        error.get(StringValue.of("message")) instanceof StringValue s ? s.text() : ""));
            }
        }
        return found;
    }

    /// Compares so many and tells how many agree: `OPA COUNT SEED`.
    public static void main(String[] arguments) throws Exception {
        GeneratedSchemas generated = new GeneratedSchemas(Long.parseLong(arguments[2]));
        int same = 0;
        int faulty = 0;
        int count = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("schemas");
        Path deep = Files.createDirectories(folder.resolve("schemas/deep"));
        Path one = folder.resolve("schemas/one.json");
        Path module = folder.resolve("m.rego");
        for (int i = 0; i < count; i++) {
            List<String> texts = new ArrayList<>(List.of(generated.root(), generated.root(), generated.module()));
            Files.writeString(one, texts.get(0));
            Files.writeString(deep.resolve("two-x.json"), texts.get(1));
            Files.writeString(module, texts.get(2));
            Path schemas = i % 2 == 0 ? one : folder.resolve("schemas");
            TreeSet<String> theirs = theirs(Path.of(arguments[0]), schemas, module);
            TreeSet<String> ours = ours(schemas, texts.get(2));
            faulty += theirs.isEmpty() ? 0 : 1;
            if (ours.equals(theirs)) {
                same++;
            } else {
                System.out.println("--- " + i + "\nours:   " + ours + "\ntheirs: " + theirs + "\n" + String.join("\n", texts));
            }
        }
        System.out.println(count + " modules, " + faulty + " with errors, all errors the same for " + same);
    }
}
