package dev.gatehouse.sca.remedy.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real package managers on genuine projects, with registries that are folders.
class PackageManagerTest {
    @TempDir
    Path folder = Path.of("");

    private PinGround ground;

    @BeforeEach
    void open() throws IOException {
        ground = new PinGround(folder);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    /// A program that is needed; without it the test is skipped with a message.
    private Path program(String name) throws IOException {
        Path found = new PackageManager(ground.environment).find(name, folder);
        boolean required = name.equals("mvn") && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"));
        assumeTrue(found != null || required, name + " is not installed");
        return java.util.Objects.requireNonNull(found, name);
    }

    private String run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(ground.folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(ground.environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static final String MODULE = "module acme.example/harbour\n\ngo 1.21.0\n\n// Ropes hold.\n"
            + "require knots.example/rope v1.0.0 // the only one\n";

    private void go(String... versions) throws IOException {
        Path proxy = folder.resolve("proxy");
        Path at = Files.createDirectories(proxy.resolve("knots.example/rope/@v"));
        for (String version : versions) {
            String mod = "module knots.example/rope\n\ngo 1.21.0\n";
            Files.writeString(at.resolve(version + ".mod"), mod);
            Files.writeString(at.resolve(version + ".info"), "{\"Version\":\"" + version + "\"}");
            try (var zip = new ZipOutputStream(Files.newOutputStream(at.resolve(version + ".zip")))) {
                for (Map.Entry<String, String> file : Map.of("go.mod", mod, "rope.go",
                        "package rope\n\nfunc Length() int { return 1 }\n").entrySet()) {
                    zip.putNextEntry(new ZipEntry("knots.example/rope@" + version + "/" + file.getKey()));
                    zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Files.writeString(at.resolve("list"), String.join("\n", versions) + "\n");
        ground.environment.putAll(Map.of("GOPROXY", proxy.toUri().toString(), "GOSUMDB", "off", "GOFLAGS", "-modcacherw",
                "GOTOOLCHAIN", "local", "GOPATH", folder.resolve("go").toString(), "GOCACHE", folder.resolve("cache").toString(),
                "GOENV", "off"));
    }

    @Test
    void goWritesModAndSumAndTheProjectBuilds() throws Exception {
        Path go = program("go");
        go("v1.0.0", "v1.0.1");
        ground.file("main.go", "package main\n\nimport \"knots.example/rope\"\n\nfunc main() { println(rope.Length()) }\n")
                .file("go.mod", MODULE).file("go.sum", "").uses("go.mod", "go-mod", "pkg:golang/knots.example/rope@v1.0.0",
                        "pkg:golang/stdlib@1.21.0")
                .weak("Go", "knots.example/rope", "0", "1.0.1", "HIGH").weak("Go", "stdlib", "0", "1.21.4", "LOW");
        run(go, "mod", "tidy");
        String sums = ground.text("go.sum");
        PinGround.Fixed fixed = ground.fix("go-mod");
        assertThat(fixed.edits().refused()).isEmpty();
        assertThat(fixed.steps()).containsExactlyInAnyOrder("knots.example/rope v1.0.0 -> v1.0.1", "stdlib 1.21.0 -> 1.21.4");
        assertThat(ground.text("go.mod")).isEqualTo(
                MODULE.replace("go 1.21.0\n", "go 1.21.0\n\ntoolchain go1.21.4\n").replace("rope v1.0.0", "rope v1.0.1"));
        assertThat(ground.text("go.sum")).contains("rope v1.0.1 h1:").isNotEqualTo(sums);
        run(go, "build", "-mod=readonly", "-o", folder.resolve("harbour").toString(), ".");
    }

    @Test
    void whatGoCannotHaveIsRefusedWithItsReasonAndNothingIsWritten() throws Exception {
        Path go = program("go");
        go("v1.0.0");
        ground.file("main.go", "package main\n\nimport \"knots.example/rope\"\n\nfunc main() { println(rope.Length()) }\n")
                .file("go.mod", MODULE).file("go.sum", "").uses("go.mod", "go-mod", "pkg:golang/knots.example/rope@v1.0.0")
                .weak("Go", "knots.example/rope", "0", "1.0.1", "HIGH");
        run(go, "mod", "tidy");
        String sums = ground.text("go.sum");
        PinGround.Fixed fixed = ground.fix("go-mod");
        assertThat(fixed.edits().files()).isEmpty();
        assertThat(fixed.edits().refused().getFirst()).startsWith("knots.example/rope v1.0.0 -> v1.0.1: go get: ")
                .contains("v1.0.1.info");
        assertThat(ground.text("go.mod")).isEqualTo(MODULE);
        assertThat(ground.text("go.sum")).isEqualTo(sums);
    }

    @Test
    void withoutGoThePlanSaysWhatToRun() throws Exception {
        ground.environment.put("PATH", "/nonexistent");
        ground.file("go.mod", MODULE).file("go.sum", "").uses("go.mod", "go-mod", "pkg:golang/knots.example/rope@v1.0.0").weak(
                "Go",
                "knots.example/rope", "0", "1.0.1", "HIGH");
        assertThat(ground.fix("go-mod").edits().refused()).containsExactly(
                "knots.example/rope v1.0.0 -> v1.0.1: go is not installed here, and only it knows what else moves; run: "
                        + "go get knots.example/rope@v1.0.1 && go mod tidy");
    }

    private static final String CRATE = "[package]\nname = \"harbour\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n"
            + "rope = { version = \"1.0\" } # holds\nhook = \"=1.0.0\"\n";

    /// A registry that is a folder: an index and the archives (doc.rust-lang.org/cargo, Source replacement).
    private void cargo(String... crates) throws Exception {
        Path registry = Files.createDirectories(folder.resolve("crates"));
        for (String each : crates) {
            String name = each.substring(0, each.indexOf('-'));
            String manifest = "[package]\nname = \"" + name + "\"\nversion = \"" + each.substring(name.length() + 1)
                    + "\"\nedition = \"2021\"\n";
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                tar(gzip, each + "/Cargo.toml", manifest);
                tar(gzip, each + "/src/lib.rs", "pub fn length() -> u8 { 1 }\n");
                gzip.write(new byte[1024]);
            }
            Files.write(registry.resolve(each + ".crate"), bytes.toByteArray());
            Path index = registry.resolve("index").resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
            Files.createDirectories(index.getParent());
            String line = "{\"name\":\"%s\",\"vers\":\"%s\",\"deps\":[],\"cksum\":\"%s\",\"features\":{},\"yanked\":false}\n"
                    .formatted(
                            name, each.substring(name.length() + 1),
                            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
            Files.writeString(index, (Files.exists(index) ? Files.readString(index) : "") + line);
        }
        Path home = Files.createDirectories(folder.resolve("cargo"));
        Files.writeString(home.resolve("config.toml"),
                "[source.crates-io]\nreplace-with = \"folder\"\n[source.folder]\nlocal-registry = \"" + registry + "\"\n");
        ground.environment.put("CARGO_HOME", home.toString());
        ground.environment.put("CARGO_NET_OFFLINE", "true");
        for (String name : List.of("HOME", "RUSTUP_HOME")) {
            String value = System.getenv(name);
            if (value != null) {
                ground.environment.put(name, value);
            }
        }
    }

    private static void tar(GZIPOutputStream out, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(content.length));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void cargoWritesTheLockFileAndTheProjectChecks() throws Exception {
        Path cargo = program("cargo");
        cargo("rope-1.0.0", "hook-1.0.0");
        ground.file("Cargo.toml", CRATE).file("src/main.rs",
                "fn main() { println!(\"{}\", rope::length() + hook::length()); }\n");
        run(cargo, "generate-lockfile", "--offline");
        String lock = ground.text("Cargo.lock");
        cargo("rope-1.0.1", "hook-1.1.0");
        ground.uses("Cargo.lock", "cargo-lock", "pkg:cargo/rope@1.0.0", "pkg:cargo/hook@1.0.0")
                .weak("crates.io", "rope", "0", "1.0.1", "HIGH").weak("crates.io", "hook", "0", "1.1.0", "HIGH");
        PinGround.Fixed fixed = ground.fix("cargo-lock");
        assertThat(fixed.edits().refused()).isEmpty();
        assertThat(fixed.steps()).containsExactlyInAnyOrder("rope 1.0.0 -> 1.0.1", "hook 1.0.0 -> 1.1.0");
        // What is asked for allows the one, and is raised for the other.
        assertThat(ground.text("Cargo.toml")).isEqualTo(CRATE.replace("=1.0.0", "=1.1.0"));
        assertThat(ground.text("Cargo.lock")).contains("name = \"rope\"\nversion = \"1.0.1\"")
                .contains("name = \"hook\"\nversion = \"1.1.0\"").isNotEqualTo(lock);
        run(cargo, "check", "--locked", "--offline", "--quiet");
    }

    @Test
    void mavenReadsWhatWasWritten() throws Exception {
        Path mvn = program("mvn");
        String model = "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>acme</groupId>\n  <artifactId>harbour</artifactId>\n"
                + "  <version>1</version>\n  <packaging>pom</packaging>\n</project>\n";
        ground.file("pom.xml", model).uses("pom.xml", "maven-pom", "pkg:maven/knots/mast@1.0").weak("Maven", "knots:mast", "0",
                "1.1",
                "HIGH");
        assertThat(ground.fix("maven-pom").steps()).containsExactly("knots:mast 1.0 -> 1.1");
        assertThat(ground.text("pom.xml")).contains("<version>1.1</version>");
        run(mvn, "-o", "-B", "-q", "-Dmaven.repo.local=" + folder.resolve("m2"), "validate");
    }
}
