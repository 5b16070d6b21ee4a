package dev.gatehouse.cli;

import dev.gatehouse.secrets.engine.Engines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The training run whose classes and profiles the start-up cache keeps: what users do most, over made-up source text.
final class Training {
    private static final int FILES = 60;
    private static final int LINES = 2_500;
    private static final String[] WORDS = {"request", "token", "server", "password", "value", "index", "secret", "buffer", "api",
        "key",
        "return", "public", "function", "import", "const", "result", "config", "user", "https://example.org/a/b", "auth",
        "private"};
    /// Uses what policies use: every kind of rule, comprehension and quantifier, and the built-ins that are called most.
    private static final String POLICY = """
            # METADATA
            # title: Workloads
            # custom: {severity: high}
            package main

            import data.settings
            import input.spec as spec

            containers contains c if some c in spec.containers

            containers contains c if some c in spec.initContainers

            default allow := false

            allow if {
                count(deny) == 0
                every c in containers { not endswith(c.image, ":latest") }
                regex.match(`^[a-z-]+$`, lower(input.metadata.name))
            }

            deny contains msg if {
                some c in containers
                c.securityContext.privileged == true
                msg := sprintf("%s is privileged, %v, %q, %d", [c.name, c.ports, c.image, 1])
            }

            deny contains msg if {
                some c in containers
                not trusted(c.image)
                object.get(c, ["securityContext", "runAsUser"], 0) == 0
                msg := $"{c.name} is from elsewhere"
            }

            deny contains {"msg": msg, "details": {"tag": tag, "missing": missing}} if {
                some i, c in spec.containers
                tag := tag_of(c.image)
                tag in {"", "latest"}
                required := {label | some label in settings.labels}
                missing := required - {label | some label, _ in input.metadata.labels}
                msg := concat(", ", sort([upper(x) | some x in missing]))
                units.parse_bytes(c.memory) > units.parse_bytes(settings.memory) * (i + 1) / 2
            }

            warn contains msg if {
                some key, value in input.metadata.annotations
                contains(key, "/")
                is_string(value)
                not startswith(value, "x")
                by_name := {c.name: c.image | some c in containers}
                msg := json.marshal(by_name)
            }

            violation contains {"msg": "host", "policy": rego.metadata.rule()} if spec.hostPID

            trusted(image) if {
                some prefix in settings.registries
                startswith(image, prefix)
            }

            tag_of(image) := parts[count(parts) - 1] if {
                not contains(image, "@sha256:")
                parts := split(trim_space(image), ":")
                count(parts) > 1
            } else := "pinned" if {
                contains(image, "@sha256:")
            } else := ""

            roles[user] contains role if some role in data.users[user].roles

            level := 1 if input.kind == "Pod"

            level := 2 if input.kind == "Deployment"

            report := {"allow": allow, "deny": deny, "level": level, "sum": sum([1, 2.5]), "max": max({1, 2}), "roles": roles,
                "when": time.add_date(time.parse_rfc3339_ns("2026-01-01T00:00:00Z"), 0, 1, 0), "v": semver.compare("1.2.3", "1.2.4"),
                "url": urlquery.encode("a b"), "walked": [p | walk(input.metadata, [p, _])], "n": to_number("1.5"),
                "replaced": replace(regex.replace("aab", "a+", "x"), "x", "y"), "glob": glob.match("*.example", ["."], "a.example"),
                "union": object.union({"a": 1}, {"b": array.concat([1], [2])}), "hash": crypto.sha256(base64.encode("a"))}
            """;
    private static final String TESTS = """
            package main_test

            import data.main

            test_deny if count(main.deny) > 0 with input as {"kind": "Pod", "spec": {"containers": [{"name": "a", "image": "a"}]}}

            test_trusted if main.trusted("registry.example/a") with data.settings as {"registries": ["registry.example/"]}

            todo_test_more if true
            """;
    private static final String DATA = """
            {"settings": {"registries": ["registry.example/"], "labels": ["app", "team"], "memory": "2Gi"},
             "users": {"ada": {"roles": ["admin", "dev"]}, "bob": {"roles": []}}}
            """;
    private static final String INPUT = """
            {"kind": "Pod", "metadata": {"name": "shop", "labels": {"app": "shop"}, "annotations": {"a/b": "c"}}, "spec": {
              "hostPID": true, "containers": [
              {"name": "web", "image": "registry.example/shop:1.2", "memory": "1Gi", "ports": [80], "securityContext": {"privileged": true}},
              {"name": "log", "image": "log:latest", "memory": "9Gi"}], "initContainers": []}}
            """;

    private Training() {}

    static ExitCode run(Console console, String folder) {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        // Nothing of it stays in the user's cache.
        Map<String, String> environment = new HashMap<>(console.environment());
        environment.put("XDG_CACHE_HOME", Path.of(folder, ".cache").toString());
        var quiet = new Console(console.in(), silent, silent, false, false, console.width(), environment);
        Path sources = Path.of(folder, "sources");
        Path policy = Path.of(folder, "policy");
        boolean repository;
        try {
            installEngine();
            write(Files.createDirectories(sources));
            repository = commit(sources);
            Files.writeString(Files.createDirectories(policy).resolve("workload.rego"), POLICY);
            Files.writeString(policy.resolve("workload_test.rego"), TESTS);
            Files.writeString(policy.resolve("data.json"), DATA);
            Files.writeString(Path.of(folder, "input.json"), INPUT);
            Files.writeString(Path.of(folder, "input.yaml"),
                    "kind: Pod\nspec:\n  containers:\n  - {name: web, image: 'a:latest'}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        Main.run(quiet, "--version");
        Main.run(quiet, "help");
        Main.run(quiet, "config", "show", "--root", sources.toString());
        if (repository) {
            Main.run(quiet, "scan", "--staged", "--stage", "commit", sources.toString());
        }
        Main.run(quiet, "scan", "--format", "json", sources.toString());
        Main.run(quiet, "scan", sources.toString());
        String input = Path.of(folder, "input.json").toString();
        Main.run(quiet, "policy", "eval", "--data", policy.toString(), "--input", input, "data.main.deny");
        Main.run(quiet, "policy", "eval", "--format", "json", "-d", policy.toString(), "-i", input, "data.main.report");
        Main.run(quiet, "policy", "eval", "-d", policy.toString(), "some user; data.main.roles[user]");
        Main.run(quiet, "policy", "verify", "--policy", policy.toString(), input, Path.of(folder, "input.yaml").toString());
        Main.run(quiet, "policy", "test", policy.toString());
        Main.run(quiet, "policy", "check", "--strict", policy.toString());
        return ExitCode.PASS;
    }

    /// What the search for secrets would otherwise make for each user anew.
    private static void installEngine() throws IOException {
        String folder = System.getProperty("gatehouse.native");
        if (folder != null) {
            Engines.install(Path.of(folder));
        }
    }

    /// Makes a repository of it, with one file staged; false where there is no git.
    private static boolean commit(Path folder) throws IOException, InterruptedException {
        boolean committed = git(folder, "init", "-q") && git(folder, "add", "Sample1.yaml", "Sample2.java")
                && git(folder, "-c", "user.name=Training", "-c", "user.email=training@example.com", "commit", "-q", "-m",
                        "first");
        return committed && git(folder, "add", "Sample3.yaml");
    }

    private static boolean git(Path folder, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Path folder) throws IOException {
        Random random = new Random(1);
        for (int file = 0; file < FILES; file++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                text.append("    ".repeat(random.nextInt(4)));
                for (int word = random.nextInt(9); word >= 0; word--) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(" = ({.\"_".charAt(random.nextInt(8)));
                }
                if (random.nextInt(40) == 0) {
                    text.append("sample_token = \"").append(Long.toHexString(random.nextLong()))
                            .append(Long.toHexString(random.nextLong()))
                            .append('"');
                }
                text.append('\n');
            }
            Files.writeString(folder.resolve("Sample" + file + (file % 2 == 0 ? ".java" : ".yaml")), text);
        }
    }
}
