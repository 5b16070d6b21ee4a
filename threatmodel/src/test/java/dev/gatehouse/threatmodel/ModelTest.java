package dev.gatehouse.threatmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.threatmodel.Element.Kind;
import dev.gatehouse.threatmodel.Element.Property;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelTest {

    private static Element element(Model model, String id) {
        return Objects.requireNonNull(model.element(id), id);
    }

    @Test
    void kubernetesManifestsGiveWorkloadsWaysInAndFlows() {
        Model model = Samples.shop();
        assertThat(model.elements()).extracting(Element::id).containsExactly("internet", "kubernetes/shop/deployment/checkout",
                "kubernetes/shop/ingress/shop", "kubernetes/shop/statefulset/orders", "openapi/checkout-api");
        assertThat(element(model, "kubernetes/shop/statefulset/orders").kind()).isEqualTo(Kind.STORE);
        assertThat(element(model, "kubernetes/shop/statefulset/orders").properties()).containsExactlyInAnyOrder(
                Property.PRIVILEGED,
                Property.WITHOUT_NETWORK_POLICY);
        assertThat(element(model, "kubernetes/shop/deployment/checkout").properties()).containsExactlyInAnyOrder(
                Property.WITHOUT_LIMITS,
                Property.MUTABLE_IMAGE);
        assertThat(element(model, "kubernetes/shop/deployment/checkout").origin()).hasToString("deploy/shop.yaml:18");
        assertThat(model.flows()).extracting(flow -> flow.id() + " " + flow.protocol() + " " + flow.encrypted()).containsExactly(
                "internet -> kubernetes/shop/ingress/shop http false", "internet -> openapi/checkout-api https true",
                "kubernetes/shop/deployment/checkout -> kubernetes/shop/statefulset/orders postgres true",
                "kubernetes/shop/ingress/shop -> kubernetes/shop/deployment/checkout http false",
                "openapi/checkout-api -> kubernetes/shop/deployment/checkout http false");
        assertThat(model.reachableFromOutside(element(model, "kubernetes/shop/statefulset/orders"))).isTrue();
    }

    @Test
    void aNetworkPolicyProtectsWhatItSelects() {
        String policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: orders, namespace: %s}
                spec: {podSelector: {matchLabels: {app: orders}}, policyTypes: [%s]}
                """;
        for (String[] sample : new String[][]{{"shop", "Ingress", "true"}, {"other", "Ingress", "false"},
            {"shop", "Egress", "false"}}) {
            Model model = new Samples().with("a.yaml", Samples.KUBERNETES).with("b.yaml", policy.formatted(sample[0], sample[1]))
                    .model();
            assertThat(element(model, "kubernetes/shop/statefulset/orders").is(Property.WITHOUT_NETWORK_POLICY))
                    .as(String.join(" ", sample)).isEqualTo(sample[2].equals("false"));
        }
    }

    @Test
    void settingsFromAConfigMapPointToServicesOfOtherNamespacesToo() {
        Model model = new Samples().with("a.yaml", Samples.KUBERNETES).with("b.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: office}
                data: {ORDERS_HOST: orders-db.shop.svc.cluster.local, GREETING: hello}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: report, namespace: office}
                spec: {containers: [{image: x, envFrom: [{configMapRef: {name: settings}}]}]}
                """).model();
        assertThat(model.flows()).extracting(Flow::id)
                .contains("kubernetes/office/pod/report -> kubernetes/shop/statefulset/orders");
        assertThat(model.flows()).filteredOn(model::crossesBoundary).extracting(Flow::from)
                .contains("kubernetes/office/pod/report");
    }

    @Test
    void composeFilesGiveServicesStoresAndPublishedPorts() {
        Model model = new Samples().with("shop/compose.yaml", Samples.COMPOSE).model();
        assertThat(model.elements()).extracting(element -> element.id() + " " + element.kind().label()).containsExactly(
                "compose/shop/cache store", "compose/shop/db store", "compose/shop/web process",
                "compose/shop/web/published ingress",
                "internet external");
        assertThat(element(model, "compose/shop/web").properties()).contains(Property.MOUNTS_HOST, Property.WITHOUT_LIMITS);
        assertThat(element(model, "compose/shop/cache").is(Property.WITHOUT_LIMITS)).isFalse();
        assertThat(model.flows()).extracting(flow -> flow.id() + " " + flow.protocol()).contains(
                "compose/shop/web -> compose/shop/cache redis",
                "compose/shop/web -> compose/shop/db mysql", "internet -> compose/shop/web/published http");
    }

    @Test
    void everyRuleArisesAndEachOnlyWhereItShould() {
        Model model = Samples.shop();
        assertThat(ThreatRule.values()).hasSize(8);
        assertThat(java.util.Arrays.stream(ThreatRule.values()).flatMap(rule -> rule.threats(model).stream()).map(Threat::id))
                .containsExactlyInAnyOrder("unauthenticated-interface: openapi/checkout-api",
                        "plain-flow: internet -> kubernetes/shop/ingress/shop",
                        "mutable-image: kubernetes/shop/deployment/checkout",
                        "unrecorded-change: openapi/checkout-api", "open-store: kubernetes/shop/statefulset/orders",
                        "without-limits: kubernetes/shop/deployment/checkout",
                        "powerful-workload: kubernetes/shop/statefulset/orders");
        Model careless = new Samples()
                .with("p.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{image: x}]}\n").model();
        assertThat(ThreatRule.DEFAULT_IDENTITY.threats(careless)).extracting(Threat::target)
                .containsExactly("kubernetes/default/pod/p");
        assertThat(ThreatRule.WITHOUT_LIMITS.threats(careless)).as("nobody outside reaches it").isEmpty();
    }

    @Test
    void damagedManifestsAreDiagnosticsOthersFilesAreNot() {
        var samples = new Samples().with("broken.yaml", "apiVersion: v1\nkind: [Pod\n")
                .with("chart/templates/x.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n")
                .with("other.yaml", "a: [1\n").with("data.yaml", "apiVersion: 1\n").with("list.yaml", "- 1\n")
                .with("odd.yaml", "apiVersion: v1\nkind: Deployment\nspec: [1, 2]\nmetadata: 7\n");
        assertThat(samples.model().elements()).extracting(Element::id).containsExactly("kubernetes/default/deployment/unnamed");
        assertThat(samples.diagnostics).extracting(Diagnostic::toString).containsExactly(
                "broken.yaml:3: " + samples.diagnostics.getFirst().what(),
                "chart/templates/: a file is a template, so the model does not show what is declared there; render them (helm template)"
                        + " into a folder and name that");
    }

    @Test
    void aFileThatCannotBeReadIsAGapWhereSomethingThatWasReviewedIsGone() {
        var samples = new Samples().with("broken.yaml", "apiVersion: v1\nkind: [Pod\n").with("other.yaml", "a: [1\n");
        samples.model("kubernetes/shop/pod/p");
        assertThat(samples.diagnostics).allSatisfy(each -> {
            assertThat(each.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(each.remedy()).contains("kubernetes/shop/pod/p was reviewed");
        }).extracting(Diagnostic::where).containsExactly("broken.yaml", "other.yaml");
    }
}
