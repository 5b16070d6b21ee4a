package dev.gatehouse.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The example that ships with the product: `examples/loop` in its repository.
final class Example {
    /// What the service consists of.
    static final List<String> SERVICE = List.of("package.json", "package-lock.json", "server.js", "Dockerfile", "compose.yaml",
            "openapi.yaml", "k8s/shop.yaml", "k8s/ingress.yaml", "threats.yaml", "gatehouse.yaml");
    /// What comes from outside.
    static final List<String> FEEDS = List.of("advisories/GHSA-5h3l-f000-0001.json",
            "advisories/known_exploited_vulnerabilities.json",
            "mirror/GHSA-5h3l-f000-0002.json", "mirror/known_exploited_vulnerabilities.json", "mirror/epss_scores-current.csv",
            "registry/left-shelf.json", "registry/tiny-cart.json", "zap.json", "falco.jsonl");

    private Example() {}

    static String text(String name) throws IOException {
        try (InputStream in = Example.class.getResourceAsStream("example/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the example is missing from this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
