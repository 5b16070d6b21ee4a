package dev.gatehouse.cli.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a working tree is made of, as its files' names tell. A bounded look, not a scan.
///
/// @param languages most files first
/// @param packages package managers
/// @param cis CI systems in use
/// @param deployment Docker, Kubernetes, Terraform and such
record Stack(List<String> languages, Set<String> packages, Set<Ci> cis, Set<String> deployment) {
    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 50_000;
    private static final int MOST_READ = 300;
    private static final int HEAD = 4096;
    private static final Pattern KUBERNETES = Pattern
            .compile("(?m)^apiVersion: *\\S[\\s\\S]*?^kind: *\\S|^kind: *\\S[\\s\\S]*?^apiVersion: *\\S");
    private static final Set<String> PASSED_OVER = Set.of(".git", "node_modules", "target", "vendor", ".terraform", ".venv",
            "venv",
            "dist", "build", "out", "bin", "obj", ".gradle", ".idea", "__pycache__");
    private static final Map<String, String> LANGUAGES = Map.ofEntries(Map.entry("java", "Java"), Map.entry("kt", "Kotlin"),
            Map.entry("scala", "Scala"), Map.entry("groovy", "Groovy"), Map.entry("py", "Python"), Map.entry("js", "JavaScript"),
            Map.entry("mjs", "JavaScript"), Map.entry("jsx", "JavaScript"), Map.entry("ts", "TypeScript"),
            Map.entry("tsx", "TypeScript"), Map.entry("go", "Go"), Map.entry("rs", "Rust"), Map.entry("rb", "Ruby"),
            Map.entry("php", "PHP"), Map.entry("cs", "C#"), Map.entry("fs", "F#"), Map.entry("c", "C"), Map.entry("cc", "C++"),
            Map.entry("cpp", "C++"), Map.entry("swift", "Swift"), Map.entry("dart", "Dart"), Map.entry("ex", "Elixir"),
            Map.entry("sh", "Shell"), Map.entry("ps1", "PowerShell"), Map.entry("sql", "SQL"));
    private static final Map<String, String> PACKAGES = Map.ofEntries(Map.entry("pom.xml", "Maven"),
            Map.entry("build.gradle", "Gradle"), Map.entry("build.gradle.kts", "Gradle"), Map.entry("build.sbt", "sbt"),
            Map.entry("package-lock.json", "npm"), Map.entry("yarn.lock", "Yarn"), Map.entry("pnpm-lock.yaml", "pnpm"),
            Map.entry("package.json", "npm"), Map.entry("requirements.txt", "pip"), Map.entry("poetry.lock", "Poetry"),
            Map.entry("uv.lock", "uv"), Map.entry("pyproject.toml", "Python project"), Map.entry("Pipfile", "Pipenv"),
            Map.entry("go.mod", "Go modules"), Map.entry("Cargo.toml", "Cargo"), Map.entry("Gemfile", "Bundler"),
            Map.entry("composer.json", "Composer"), Map.entry("packages.lock.json", "NuGet"), Map.entry("pubspec.yaml", "pub"),
            Map.entry("mix.exs", "Mix"), Map.entry("Package.swift", "SwiftPM"));

    /// Looks.
    static Stack of(Path root, String remote) throws IOException {
        Map<String, Integer> languages = new HashMap<>();
        Set<String> packages = new TreeSet<>();
        Set<String> deployment = new TreeSet<>();
        Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
            private int files;
            private int read;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean passed = !folder.equals(root) && PASSED_OVER.contains(String.valueOf(folder.getFileName()));
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    return FileVisitResult.CONTINUE;
                }
                String name = String.valueOf(file.getFileName());
                String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                String language = LANGUAGES.get(extension);
                if (language != null) {
                    languages.merge(language, 1, Integer::sum);
                }
                String manager = name.endsWith(".csproj") || name.endsWith(".fsproj") ? "NuGet" : PACKAGES.get(name);
                if (manager != null) {
                    packages.add(manager);
                }
                if (name.equals("Dockerfile") || name.startsWith("Dockerfile.") || name.equals("Containerfile")) {
                    deployment.add("Docker");
                } else if (extension.equals("tf")) {
                    deployment.add("Terraform");
                } else if (name.equals("Chart.yaml")) {
                    deployment.add("Helm");
                } else if ((extension.equals("yaml") || extension.equals("yml")) && read++ < MOST_READ && kubernetes(file)) {
                    deployment.add("Kubernetes");
                }
                return ++files < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Stack(ordered(languages), packages, cis(root, remote), deployment);
    }

    private static List<String> ordered(Map<String, Integer> counts) {
        Comparator<Map.Entry<String, Integer>> most = Map.Entry.<String, Integer>comparingByValue().reversed();
        return counts.entrySet().stream().sorted(most.thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).limit(6)
                .toList();
    }

    /// The systems in use; if there are none, the one that comes with where the repository lies.
    private static Set<Ci> cis(Path root, String remote) {
        Set<Ci> cis = EnumSet.noneOf(Ci.class);
        for (Ci ci : Ci.values()) {
            if (ci.signs().stream().anyMatch(sign -> Files.exists(root.resolve(sign)))) {
                cis.add(ci);
            }
        }
        if (cis.isEmpty()) {
            for (Ci ci : Ci.values()) {
                if (ci.hosts(remote)) {
                    cis.add(ci);
                }
            }
        }
        return cis;
    }

    private static boolean kubernetes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return KUBERNETES.matcher(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)).find();
        } catch (IOException e) {
            return false;
        }
    }

    /// One line each, for people.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("languages: " + joined(languages));
        lines.add("packages: " + joined(packages));
        lines.add("CI: " + joined(cis.stream().map(Ci::label).toList()));
        lines.add("deployment: " + joined(deployment));
        return lines;
    }

    private static String joined(java.util.Collection<String> words) {
        return words.isEmpty() ? "none found" : String.join(", ", words);
    }
}
