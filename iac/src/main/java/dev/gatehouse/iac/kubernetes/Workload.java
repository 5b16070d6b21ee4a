package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.document.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Something in a manifest that makes pods.
///
/// @param resource
///            `namespace/kind/name`
/// @param pod
///            the pod's `spec`
/// @param named
///            where it has its name
record Workload(String resource, Part pod, Part named) {
    private static final Set<String> TEMPLATED = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
            "ReplicationController", "Job");
    private static final int MOST_DEEP = 8;

    /// A container, ordinary, initial or ephemeral.
    record Container(String name, Part part, Part pod) {
        /// A setting of the security context: the container's own, else the pod's.
        Part security(String key) {
            Part own = part.at("securityContext", key);
            return own.exists() ? own : pod.at("securityContext", key);
        }

        Part own(String key) {
            return part.at("securityContext", key);
        }
    }

    List<Container> containers() {
        List<Container> all = new ArrayList<>();
        for (String kind : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Part each : pod.at(kind).items()) {
                all.add(new Container(each.at("name").text("unnamed"), each, pod));
            }
        }
        return all;
    }

    /// The workloads that a document declares; none if it declares something else.
    static List<Workload> of(Part document) {
        List<Workload> all = new ArrayList<>();
        collect(document, 0, all);
        return all;
    }

    private static void collect(Part document, int depth, List<Workload> all) {
        String kind = document.at("kind").text();
        if (!document.at("apiVersion").exists() || kind.isEmpty() || depth > MOST_DEEP) {
            return;
        }
        if (kind.equals("List")) {
            document.at("items").items().forEach(item -> collect(item, depth + 1, all));
        } else if (kind.equals("Pod")) {
            all.add(named(document, kind, document.at("spec")));
        } else if (kind.equals("CronJob")) {
            all.add(named(document, kind, document.at("spec", "jobTemplate", "spec", "template", "spec")));
        } else if (TEMPLATED.contains(kind)) {
            all.add(named(document, kind, document.at("spec", "template", "spec")));
        }
    }

    private static Workload named(Part document, String kind, Part pod) {
        Part name = document.at("metadata", "name");
        return new Workload(document.at("metadata", "namespace").text("default") + "/" + kind.toLowerCase(Locale.ROOT) + "/"
                + name.text(document.at("metadata", "generateName").text("unnamed")), pod, name);
    }
}
