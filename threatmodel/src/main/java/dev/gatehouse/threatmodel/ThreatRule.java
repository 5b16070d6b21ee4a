package dev.gatehouse.threatmodel;

import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.threatmodel.Element.Kind;
import dev.gatehouse.threatmodel.Element.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A question that the model asks of each element or flow that gives rise to it.
public enum ThreatRule {
    /// Anybody may call it.
    UNAUTHENTICATED_INTERFACE(Stride.SPOOFING, Severity.HIGH, "Interface that asks nobody who they are",
            "An interface that can be reached from outside has operations without authentication: anybody can act as anybody.",
            "Require authentication for every operation, or answer which of them are public on purpose."),
    /// A token of the cluster lies in it for no reason.
    DEFAULT_IDENTITY(Stride.SPOOFING, Severity.LOW, "Workload with the default identity",
            "A workload runs under the default service account and carries its token: whoever takes it over speaks in the name of all that share the account.",
            "Give it a service account of its own, or set automountServiceAccountToken to false."),
    /// Data crosses a boundary in clear.
    PLAIN_FLOW(Stride.TAMPERING, Severity.HIGH, "Data crosses a trust boundary in clear",
            "Data goes from one zone of trust to another without visible encryption: whoever sits between can read and change it.",
            "Terminate TLS at the edge and use the encrypted form of the protocol."),
    /// What runs can be replaced.
    MUTABLE_IMAGE(Stride.TAMPERING, Severity.MEDIUM, "Image that can change under its name",
            "An image is named by a tag: what runs tomorrow need not be what was reviewed and signed today.",
            "Name the image by digest (name@sha256:…)."),
    /// Nobody can tell who changed it.
    UNRECORDED_CHANGE(Stride.REPUDIATION, Severity.MEDIUM, "Changes from outside leave no record that is known",
            "An interface lets outsiders change data, and the repository does not show that it is recorded who did what.",
            "Write an audit log that the service itself cannot alter, and answer where it is."),
    /// Others in the cluster reach the data.
    OPEN_STORE(Stride.INFORMATION_DISCLOSURE, Severity.HIGH, "Data store that everything in the cluster can reach",
            "No network policy restricts who may connect to a data store: any compromised workload can try its password.",
            "Add a NetworkPolicy that admits only the workloads that use it."),
    /// It can eat the node.
    WITHOUT_LIMITS(Stride.DENIAL_OF_SERVICE, Severity.LOW, "Workload reachable from outside without resource limits",
            "Requests from outside reach a workload that may take all memory of its node: one caller can stop everybody's service.",
            "Set memory and CPU limits, and limit request rates at the ingress."),
    /// It is one step from the node.
    POWERFUL_WORKLOAD(Stride.ELEVATION_OF_PRIVILEGE, Severity.HIGH, "Workload with power over its node",
            "A workload runs privileged, as root, or mounts the host: a hole in it is a hole in the node.",
            "Run as a user without rights, drop capabilities, forbid escalation and take host mounts away.");

    private final Stride stride;
    private final Severity severity;
    private final String title;
    private final String message;
    private final String fix;

    ThreatRule(Stride stride, Severity severity, String title, String message, String fix) {
        this.stride = stride;
        this.severity = severity;
        this.title = title;
        this.message = message;
        this.fix = fix;
    }

    /// Kebab-case: `plain-flow`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Which kind of threat it is.
    public Stride stride() {
        return stride;
    }

    /// How bad it is unanswered.
    public Severity severity() {
        return severity;
    }

    /// A noun phrase.
    public String title() {
        return title;
    }

    /// What it is and why it matters.
    public String message() {
        return message;
    }

    /// What to do.
    public String fix() {
        return fix;
    }

    /// The threats to this model, by id of what is threatened.
    public List<Threat> threats(Model model) {
        List<Threat> threats = new ArrayList<>();
        if (this == PLAIN_FLOW) {
            for (Flow flow : model.flows()) {
                if (!flow.encrypted() && model.crossesBoundary(flow)) {
                    threats.add(new Threat(this, flow.id(), flow.origin()));
                }
            }
        } else {
            for (Element element : model.elements()) {
                if (threatens(model, element)) {
                    threats.add(new Threat(this, element.id(), element.origin()));
                }
            }
        }
        return threats.stream().distinct().toList();
    }

    private boolean threatens(Model model, Element element) {
        return switch (this) {
            case UNAUTHENTICATED_INTERFACE -> element.kind() == Kind.INGRESS && element.is(Property.WITHOUT_AUTHENTICATION);
            case DEFAULT_IDENTITY -> element.is(Property.DEFAULT_IDENTITY);
            case MUTABLE_IMAGE -> element.is(Property.MUTABLE_IMAGE);
            case UNRECORDED_CHANGE -> element.kind() == Kind.INGRESS && element.is(Property.CHANGES_DATA);
            case OPEN_STORE -> element.kind() == Kind.STORE && element.is(Property.WITHOUT_NETWORK_POLICY);
            case WITHOUT_LIMITS -> element.is(Property.WITHOUT_LIMITS) && model.reachableFromOutside(element);
            case POWERFUL_WORKLOAD -> element.is(Property.PRIVILEGED) || element.is(Property.MOUNTS_HOST)
                    || element.is(Property.RUNS_AS_ROOT);
            case PLAIN_FLOW -> false;
        };
    }
}
