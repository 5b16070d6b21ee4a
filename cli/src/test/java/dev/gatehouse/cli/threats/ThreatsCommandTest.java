package dev.gatehouse.cli.threats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreatsCommandTest {
    @TempDir
    Path root;

    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: shop}
            spec:
              tls: [{hosts: [shop.example]}]
              defaultBackend: {service: {name: shop}}
            """;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(root.resolve("deploy"));
        Files.writeString(root.resolve("deploy/ingress.yaml"), INGRESS);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("XDG_CACHE_HOME", root.resolve("cache").toString()), arguments);
    }

    @Test
    void anUnreviewedWayInFailsUntilSomebodyReviewsIt() throws Exception {
        CommandLineRun first = run("threats", "check", root.toString());
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out()).contains("+ kubernetes/shop/ingress/shop  (ingress, deploy/ingress.yaml:1)",
                "threat-unreviewed-element");

        CommandLineRun review = run("threats", "review", "--by", "kim@example.com", "--root", root.toString());
        assertThat(review.out()).contains("1 element reviewed in threats.yaml");
        assertThat(Files.readString(root.resolve("threats.yaml")))
                .contains("  - id: kubernetes/shop/ingress/shop\n    by: kim@example.com\n");
        CommandLineRun second = run("threats", "check", root.toString());
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).doesNotContain("+++");
    }

    @Test
    void aScanSpeaksOfThreatsOnlyWhereTheRepositoryHasARegister() throws Exception {
        assertThat(run("scan", "--format", "csv", root.toString()).out()).doesNotContain("threat-");
        Files.writeString(root.resolve("threats.yaml"), "version: 1\n");
        assertThat(run("scan", "--format", "csv", root.toString()).out()).contains("threat-unreviewed-element");
        assertThat(run("scan", "--skip", "threatmodel", "--format", "csv", root.toString()).out()).doesNotContain("threat-");
    }

    @Test
    void theDiagramIsDrawnAsTextAndAsPicture() throws Exception {
        assertThat(run("threats", "diagram", "--root", root.toString()).out()).startsWith("flowchart LR\n")
                .contains("{{\"shop\"}}");
        Path picture = root.resolve("model.svg");
        assertThat(run("threats", "diagram", "--root", root.toString(), "--output", picture.toString()).code()).isZero();
        assertThat(Files.readString(picture)).startsWith("<svg ").contains(">shop</text>");
    }

    @Test
    void aMistakeInTheRegisterIsAUsageErrorWithItsLine() throws Exception {
        Files.writeString(root.resolve("threats.yaml"), "version: 1\nreviewd: []\n");
        for (CommandLineRun run : new CommandLineRun[]{run("threats", "check", root.toString()), run("scan", root.toString())}) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("threats.yaml:2:").contains("reviewed");
        }
    }
}
