package dev.gatehouse.iac.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.Part;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every rule does on its own samples what they say, in every kind of workload.
class KubernetesRulesTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n";

    private static List<WorkloadRules.Match> matches(String manifest) throws DocumentException {
        List<WorkloadRules.Match> all = new ArrayList<>();
        for (Value document : ContainerImage.documents("sample.yaml", manifest.getBytes(StandardCharsets.UTF_8))) {
            Workload.of(Part.of(document)).forEach(workload -> all.addAll(WorkloadRules.of(workload)));
        }
        return all;
    }

    private static List<String> rules(String spec) throws DocumentException {
        return matches(POD + spec.indent(2)).stream().map(WorkloadRules.Match::rule).toList();
    }

    @Test
    void everyRuleMatchesItsMatchesAndNoneOfItsMisses() throws IOException, DocumentException {
        for (KubernetesRules.Entry entry : KubernetesRules.load().entries()) {
            String id = entry.rule().id();
            assertThat(entry.match()).as(id).isNotEmpty();
            assertThat(entry.miss()).as(id).isNotEmpty();
            for (String sample : entry.match()) {
                assertThat(rules(sample)).as(id + ": " + sample).contains(id);
            }
            for (String sample : entry.miss()) {
                assertThat(rules(sample)).as(id + ": " + sample).doesNotContain(id);
            }
        }
    }

    @Test
    void everyRuleSaysWhatItIsAndWhatToDo() throws IOException {
        for (KubernetesRules.Entry entry : KubernetesRules.load().entries()) {
            assertThat(entry.rule().message()).as(entry.rule().id()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(entry.rule().fix()).as(entry.rule().id()).endsWith(".");
            assertThat(entry.rule().controls()).as(entry.rule().id()).isNotEmpty();
            assertThat(entry.rule().severity().label()).as(entry.rule().id()).isNotEqualTo("unrated");
        }
    }

    @Test
    void everyKindOfWorkloadIsLookedAt() throws DocumentException {
        String pod = "spec: {hostNetwork: true, containers: [{name: a}]}";
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController")) {
            assertThat(matches("apiVersion: x/v1\nkind: " + kind + "\nmetadata: {name: n, namespace: s}\nspec: {template: {" + pod
                    + "}}")).as(kind).extracting(WorkloadRules.Match::rule).contains("k8s-host-namespace");
        }
        assertThat(matches("apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {" + pod + "}}}}"))
                .extracting(WorkloadRules.Match::rule).contains("k8s-host-namespace");
        assertThat(matches("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, " + pod + "}]"))
                .extracting(WorkloadRules.Match::rule).contains("k8s-host-namespace");
        assertThat(matches("apiVersion: v1\nkind: Service\n" + pod)).isEmpty();
    }

    @Test
    void aHardenedPodHasNothing() throws DocumentException {
        assertThat(rules("""
                automountServiceAccountToken: false
                securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                containers:
                  - name: shop
                    image: registry.example/shop@sha256:%s
                    resources: {limits: {memory: 64Mi}}
                    securityContext:
                      allowPrivilegeEscalation: false
                      readOnlyRootFilesystem: true
                      capabilities: {drop: [ALL]}
                """.formatted("0".repeat(64)))).isEmpty();
    }

    @Test
    void initialContainersCountToo() throws DocumentException {
        assertThat(rules("initContainers: [{name: i, securityContext: {privileged: true}}]")).contains("k8s-privileged");
    }

    @Test
    void listsWithinListsWithoutEndAreLeftAlone() throws DocumentException {
        String deep = "{apiVersion: v1, kind: List, items: [".repeat(20) + "]}".repeat(20);
        assertThat(matches(deep)).isEmpty();
    }

    @Test
    void imagesAreNamedWithTheirPlace() throws DocumentException {
        assertThat(ContainerImage.of("a.yaml", (POD + "  containers:\n    - name: one\n      image: shop:1\n").getBytes(
                StandardCharsets.UTF_8))).containsExactly(new ContainerImage("shop:1", "default/pod/a", "one", 7));
        assertThatThrownBy(() -> ContainerImage.of("a.yaml", "a: [".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DocumentException.class);
    }
}
