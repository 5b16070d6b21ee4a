package dev.gatehouse.threatmodel.derive;

import dev.gatehouse.document.Part;
import dev.gatehouse.threatmodel.Element;
import dev.gatehouse.threatmodel.Element.Kind;
import dev.gatehouse.threatmodel.Element.Property;
import dev.gatehouse.threatmodel.Flow;
import dev.gatehouse.threatmodel.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Elements and flows of Kubernetes manifests: workloads, services that name them, ingresses and gateways that open them, settings
/// that point from one to another, network policies that protect them.
final class Kubernetes {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob",
            "Pod");
    private static final String DEFAULT_NAMESPACE = "default";

    private final List<Workload> workloads = new ArrayList<>();
    private final List<Named> services = new ArrayList<>();
    private final List<Named> ingresses = new ArrayList<>();
    private final List<Named> policies = new ArrayList<>();
    private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();

    private record Named(String path, Part document, String namespace, String name) {
        Origin origin() {
            return new Origin(path, document.line());
        }
    }

    private record Workload(Named named, String kind, Part pod, Map<String, String> labels, boolean keepsVolumes) {
        String id() {
            return "kubernetes/" + named.namespace + "/" + kind.toLowerCase(Locale.ROOT) + "/" + named.name;
        }

        List<Part> containers() {
            return pod.at("containers").items();
        }
    }

    void add(String path, Part document) {
        String kind = document.at("kind").text();
        if (kind.equals("List")) {
            document.at("items").items().forEach(item -> add(path, item));
            return;
        }
        var named = new Named(path, document, document.at("metadata", "namespace").text(DEFAULT_NAMESPACE),
                document.at("metadata", "name").text(document.at("metadata", "generateName").text("unnamed")));
        if (WORKLOADS.contains(kind)) {
            Part pod = switch (kind) {
                case "Pod" -> document;
                case "CronJob" -> document.at("spec", "jobTemplate", "spec", "template");
                default -> document.at("spec", "template");
            };
            workloads.add(new Workload(named, kind, pod.at("spec"), pod.at("metadata", "labels").texts(),
                    document.at("spec", "volumeClaimTemplates").exists()));
            return;
        }
        switch (kind) {
            case "Service" -> services.add(named);
            case "Ingress", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute" -> ingresses.add(named);
            case "NetworkPolicy" -> policies.add(named);
            case "ConfigMap" -> settings.put(named.namespace + "/" + named.name, document.at("data").texts());
            default -> {
            }
        }
    }

    void finish(List<Element> elements, List<Flow> flows) {
        for (Workload workload : workloads) {
            elements.add(element(workload));
            flows(workload, flows);
        }
        for (Named service : services) {
            String type = service.document.at("spec", "type").text();
            if (type.equals("LoadBalancer") || type.equals("NodePort")) {
                open(service, "service", List.of(service.name), Set.of(Property.WITHOUT_ENCRYPTION), elements, flows);
            }
        }
        for (Named ingress : ingresses) {
            boolean encrypted = ingress.document.at("spec", "tls").items().size() > 0
                    || ingress.document.at("kind").text().equals("TLSRoute");
            // Routes get their encryption from the gateway that they attach to.
            boolean unknown = ingress.document.at("kind").text().endsWith("Route");
            open(ingress, ingress.document.at("kind").text().toLowerCase(Locale.ROOT), backends(ingress.document),
                    encrypted || unknown ? Set.of() : Set.of(Property.WITHOUT_ENCRYPTION), elements, flows);
        }
    }

    private void open(Named opening, String kind, List<String> services, Set<Property> properties, List<Element> elements,
            List<Flow> flows) {
        String id = "kubernetes/" + opening.namespace + "/" + kind + "/" + opening.name;
        elements.add(
                new Element(id, Kind.INGRESS, opening.name, "kubernetes/" + opening.namespace, opening.origin(), properties));
        boolean encrypted = !properties.contains(Property.WITHOUT_ENCRYPTION);
        flows.add(new Flow(Element.INTERNET, id, encrypted ? "https" : "http", encrypted, opening.origin()));
        for (String service : services) {
            for (Workload workload : behind(opening.namespace, service)) {
                flows.add(new Flow(id, workload.id(), "http", false, opening.origin()));
            }
        }
    }

    private static List<String> backends(Part document) {
        List<String> names = new ArrayList<>();
        Part spec = document.at("spec");
        names.add(spec.at("defaultBackend", "service", "name").text());
        names.add(spec.at("backend", "serviceName").text());
        for (Part rule : spec.at("rules").items()) {
            for (Part path : rule.at("http", "paths").items()) {
                names.add(path.at("backend", "service", "name").text(path.at("backend", "serviceName").text()));
            }
            for (Part backend : rule.at("backendRefs").items()) {
                names.add(backend.at("name").text());
            }
        }
        return names.stream().filter(name -> !name.isEmpty()).distinct().toList();
    }

    /// The workloads that a service selects.
    private List<Workload> behind(String namespace, String serviceName) {
        for (Named service : services) {
            if (service.namespace.equals(namespace) && service.name.equals(serviceName)) {
                Map<String, String> selector = service.document.at("spec", "selector").texts();
                return workloads.stream().filter(workload -> !selector.isEmpty() && workload.named.namespace.equals(namespace)
                        && workload.labels.entrySet().containsAll(selector.entrySet())).toList();
            }
        }
        return List.of();
    }

    private void flows(Workload workload, List<Flow> flows) {
        for (Part container : workload.containers()) {
            for (Part variable : container.at("env").items()) {
                flow(workload, variable.at("name").text(), variable.at("value").text(), variable.line(), flows);
                Part reference = variable.at("valueFrom", "configMapKeyRef");
                String value = settings.getOrDefault(workload.named.namespace + "/" + reference.at("name").text(), Map.of())
                        .getOrDefault(reference.at("key").text(), "");
                flow(workload, variable.at("name").text(), value, variable.line(), flows);
            }
            for (Part from : container.at("envFrom").items()) {
                settings.getOrDefault(workload.named.namespace + "/" + from.at("configMapRef", "name").text(), Map.of())
                        .forEach((key, value) -> flow(workload, key, value, from.line(), flows));
            }
        }
    }

    private void flow(Workload workload, String key, String value, int line, List<Flow> flows) {
        Address address = Address.of(key, value);
        if (address == null) {
            return;
        }
        String[] labels = address.host().split("\\.");
        String namespace = labels.length > 1 ? labels[1] : workload.named.namespace;
        for (Workload target : behind(namespace, labels[0])) {
            flows.add(new Flow(workload.id(), target.id(), protocol(address, target), address.encrypted(),
                    new Origin(workload.named.path, line)));
        }
    }

    private static String protocol(Address address, Workload target) {
        String store = store(target);
        return store != null && address.protocol().equals("tcp") ? store : address.protocol();
    }

    private static @Nullable String store(Workload workload) {
        for (Part container : workload.containers()) {
            String store = Images.store(container.at("image").text(), workload.named.name);
            if (store != null) {
                return store;
            }
        }
        return workload.keepsVolumes ? "tcp" : null;
    }

    private Element element(Workload workload) {
        var properties = EnumSet.noneOf(Property.class);
        Part pod = workload.pod;
        Part podSecurity = pod.at("securityContext");
        for (Part container : workload.containers()) {
            Part security = container.at("securityContext");
            if (security.at("privileged").isTrue()) {
                properties.add(Property.PRIVILEGED);
            }
            Part user = security.at("runAsUser").exists() ? security.at("runAsUser") : podSecurity.at("runAsUser");
            Part nonRoot = security.at("runAsNonRoot").exists() ? security.at("runAsNonRoot") : podSecurity.at("runAsNonRoot");
            // Only what is declared counts: the image may well name another user.
            if (user.text().equals("0") || nonRoot.isFalse()) {
                properties.add(Property.RUNS_AS_ROOT);
            }
            if (!container.at("resources", "limits", "memory").exists()) {
                properties.add(Property.WITHOUT_LIMITS);
            }
            if (Images.isMutable(container.at("image").text())) {
                properties.add(Property.MUTABLE_IMAGE);
            }
        }
        if (pod.at("hostPID").isTrue() || pod.at("hostIPC").isTrue() || pod.at("hostNetwork").isTrue()
                || pod.at("volumes").items().stream().anyMatch(volume -> volume.at("hostPath").exists())) {
            properties.add(Property.MOUNTS_HOST);
        }
        if (!pod.at("automountServiceAccountToken").isFalse()
                && pod.at("serviceAccountName").text(pod.at("serviceAccount").text(DEFAULT_NAMESPACE))
                        .equals(DEFAULT_NAMESPACE)) {
            properties.add(Property.DEFAULT_IDENTITY);
        }
        boolean store = store(workload) != null;
        if (store && policies.stream().noneMatch(policy -> protects(policy, workload))) {
            properties.add(Property.WITHOUT_NETWORK_POLICY);
        }
        return new Element(workload.id(), store ? Kind.STORE : Kind.PROCESS, workload.named.name,
                "kubernetes/" + workload.named.namespace, workload.named.origin(), properties);
    }

    private static boolean protects(Named policy, Workload workload) {
        List<Part> types = policy.document.at("spec", "policyTypes").items();
        boolean ingress = types.isEmpty() || types.stream().anyMatch(type -> type.text().equals("Ingress"));
        Part selector = policy.document.at("spec", "podSelector");
        return ingress && policy.namespace.equals(workload.named.namespace) && !selector.at("matchExpressions").exists()
                && workload.labels.entrySet().containsAll(selector.at("matchLabels").texts().entrySet());
    }
}
