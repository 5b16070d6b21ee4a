package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Changes modules a little and compares the first compile error, its code and its line, with that of the program `opa check`.
final class MutatedModules {
    private static final Pattern TOKEN = Pattern
            .compile(
                    "\"(?:\\\\.|[^\"\\\\\\n])*+\"|`[^`]*`|[A-Za-z_][A-Za-z0-9_]*|\\d+(?:\\.\\d+)?|:=|==|!=|<=|>=|#[^\\n]*|\\s+|.",
                    Pattern.DOTALL);
    private static final List<String> INSERTED = List.of("+", "-", "*", "==", "!=", ":=", "=", "|", "&", ".", "[", "]", "{", "}",
            "(", ")",
            ",", ";", ":", "in", "not", "some", "every", "with", "as", "else", "default", "if", "contains", "import", "true",
            "null", "1", "\"a\"",
            "x", "data", "input", "_", "set()", "count(x)", "f(1)", "some x in input", "x := 1", "$\"{x}\"", "01", "\"\\q\"",
            "#c\n",
            "with input as 1");

    private final Path opa;
    private final Random random;
    private final List<String> modules;

    /// @param opa the program
    /// @param pack a folder with a suite of OPA's conformance cases
    MutatedModules(Path opa, Path pack, long seed) throws IOException, JsonException {
        this.opa = opa;
        this.random = new Random(seed);
        this.modules = new ArrayList<>(modules(pack));
    }

    private static TreeSet<String> modules(Path pack) throws IOException, JsonException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                Value suite = new JsonReader(ReadLimits.DEFAULT).read(Files.readAllBytes(file));
                if (suite.get(StringValue.of("cases")) instanceof ArrayValue cases) {
                    for (Value each : cases) {
                        if (each.get(StringValue.of("modules")) instanceof ArrayValue texts) {
                            texts.forEach(text -> found.add(((StringValue) text).text()));
                        }
                    }
                }
            }
        }
        found.removeIf(text -> text.length() < 30 || text.length() > 3_000);
        return found;
    }

    /// The next module with one or two changes.
    String next() {
        String text = modules.get(random.nextInt(modules.size()));
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int changes = random.nextInt(4) == 0 ? 2 : 1; changes > 0; changes--) {
            int at = random.nextInt(tokens.size());
            int other = random.nextInt(tokens.size());
            switch (random.nextInt(5)) {
                case 0 -> tokens.set(at, "");
                case 1 -> tokens.set(at, INSERTED.get(random.nextInt(INSERTED.size())));
                case 2 -> tokens.set(at, tokens.get(at) + " " + INSERTED.get(random.nextInt(INSERTED.size())) + " ");
                case 3 -> tokens.set(at, tokens.get(other));
                default -> Collections.swap(tokens, at, other);
            }
        }
        return String.join("", tokens);
    }

    /// Ours and OPA's first error, such as `3 rego_parse_error`; empty for none.
    record Answers(String ours, String theirs) {}

    Answers compare(String module, boolean strict) throws IOException, InterruptedException, JsonException {
        Path file = Files.createTempFile("mutated", ".rego");
        try {
            Files.writeString(file, module);
            List<String> command = new ArrayList<>(List.of(opa.toString(), "check", "--format", "json", "--max-errors", "1000"));
            if (strict) {
                command.add("--strict");
            }
            command.add(file.toString());
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            byte[] output = process.getInputStream().readAllBytes();
            process.waitFor(10, TimeUnit.SECONDS);
            return new Answers(ours(module, strict), theirs(output));
        } finally {
            Files.delete(file);
        }
    }

    private static String ours(String module, boolean strict) {
        try {
            Rego.compiler().version(RegoVersion.V1).strict(strict).print(true).compile(Map.of("m.rego", module));
            return "";
        } catch (RegoException e) {
            return e.errors().stream().map(MutatedModules::describe).sorted().findFirst().orElse("");
        }
    }

    private static String describe(RegoError error) {
        return String.format("%05d %s", error.location().row(), error.code().id());
    }

    private static String theirs(byte[] output) throws JsonException {
        if (output.length == 0 || output[0] != '{') {
            return "";
        }
        Value report = new JsonReader(ReadLimits.DEFAULT).read(output);
        var errors = new TreeSet<String>();
        if (report.get(StringValue.of("errors")) instanceof ArrayValue all) {
            for (Value error : all) {
                Value place = error.get(StringValue.of("location"));
                Value row = place == null ? null : place.get(StringValue.of("row"));
                if (error.get(StringValue.of("code")) instanceof StringValue code && row != null) {
                    errors.add(String.format("%05d %s", Long.parseLong(row.toString()), code.text()));
                }
            }
        }
        return errors.isEmpty() ? "" : errors.first();
    }

    /// Compares so many modules and tells how many agree: `OPA FOLDER COUNT SEED`.
    public static void main(String[] arguments) throws Exception {
        var mutated = new MutatedModules(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[3]));
        int count = Integer.parseInt(arguments[2]);
        int same = 0;
        int faulty = 0;
        for (int index = 0; index < count; index++) {
            String module = mutated.next();
            Answers answers = mutated.compare(module, index % 5 < 2);
            same += answers.ours().equals(answers.theirs()) ? 1 : 0;
            faulty += answers.theirs().isEmpty() ? 0 : 1;
            if (!answers.ours().equals(answers.theirs())) {
                System.out.println("--- ours: " + answers.ours() + ", OPA's: " + answers.theirs() + "\n" + module);
            }
        }
        System.out.println(count + " modules, " + faulty + " with errors, first error the same for " + same);
    }
}
