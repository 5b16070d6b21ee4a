package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.document.Part;
import dev.gatehouse.document.Range;
import dev.gatehouse.iac.kubernetes.Workload.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What is wrong with a workload, after the Pod Security Standards of Kubernetes (levels baseline and restricted) and the CIS
/// Kubernetes Benchmark, section 5.
final class WorkloadRules {
    /// What the level baseline leaves to containers (Pod Security Standards, Capabilities).
    private static final Set<String> HARMLESS = Set.of("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL",
            "MKNOD",
            "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");
    /// What the level baseline allows (Pod Security Standards, Sysctls).
    private static final Set<String> SAFE_SYSCTLS = Set.of("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");
    private static final Pattern RUNTIME_SOCKET = Pattern
            .compile(".*/(docker|containerd|crio|cri-dockerd|podman|buildkitd|dockershim)\\.sock/?");
    private static final Pattern BY_DIGEST = Pattern.compile("[^@]+@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");

    /// A rule that matches.
    ///
    /// @param rule
    ///            its id
    /// @param resource
    ///            of the workload
    /// @param part
    ///            name of the container, volume or setting that it is about; empty for the pod
    record Match(String rule, String resource, String part, Range where) {}

    private final Workload workload;
    private final List<Match> matches = new ArrayList<>();

    private WorkloadRules(Workload workload) {
        this.workload = workload;
    }

    static List<Match> of(Workload workload) {
        var rules = new WorkloadRules(workload);
        rules.pod();
        workload.containers().forEach(rules::container);
        return rules.matches;
    }

    private void match(String rule, String part, Part where) {
        matches.add(new Match(rule, workload.resource(), part, where.where()));
    }

    private void pod() {
        Part pod = workload.pod();
        for (String namespace : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (pod.at(namespace).isTrue()) {
                match("k8s-host-namespace", namespace, pod.at(namespace));
            }
        }
        for (Part volume : pod.at("volumes").items()) {
            Part path = volume.at("hostPath", "path");
            if (volume.at("hostPath").exists()) {
                String rule = RUNTIME_SOCKET.matcher(path.text()).matches() ? "k8s-runtime-socket" : "k8s-host-path";
                match(rule, volume.at("name").text("unnamed"), path.exists() ? path : volume.at("hostPath"));
            }
        }
        for (Part sysctl : pod.at("securityContext", "sysctls").items()) {
            String name = sysctl.at("name").text().replace('/', '.');
            if (!name.isEmpty() && !SAFE_SYSCTLS.contains(name)) {
                match("k8s-unsafe-sysctl", name, sysctl.at("name"));
            }
        }
        if (pod.exists() && !pod.at("automountServiceAccountToken").isFalse()) {
            Part token = pod.at("automountServiceAccountToken");
            match("k8s-service-account-token", "", token.exists() ? token : workload.named());
        }
    }

    private void container(Container container) {
        String name = container.name();
        Part label = container.part().at("name");
        if (container.own("privileged").isTrue()) {
            match("k8s-privileged", name, container.own("privileged"));
        }
        // Where a container is privileged, whether it may also become so says nothing.
        if (!container.own("allowPrivilegeEscalation").isFalse() && !container.own("privileged").isTrue()) {
            Part own = container.own("allowPrivilegeEscalation");
            match("k8s-privilege-escalation", name, own.exists() ? own : label);
        }
        user(container, label);
        capabilities(container, label);
        if (!container.own("readOnlyRootFilesystem").isTrue()) {
            Part own = container.own("readOnlyRootFilesystem");
            match("k8s-writable-root", name, own.exists() ? own : label);
        }
        if (container.security("seccompProfile").at("type").text().equals("Unconfined")) {
            match("k8s-seccomp-off", name, container.security("seccompProfile").at("type"));
        }
        if (container.own("procMount").text().equals("Unmasked")) {
            match("k8s-proc-unmasked", name, container.own("procMount"));
        }
        if (container.security("windowsOptions").at("hostProcess").isTrue()) {
            match("k8s-host-process", name, container.security("windowsOptions").at("hostProcess"));
        }
        for (Part port : container.part().at("ports").items()) {
            if (port.at("hostPort").exists() && !port.at("hostPort").is(0)) {
                match("k8s-host-port", name + " " + port.at("hostPort").text(), port.at("hostPort"));
            }
        }
        resources(container, label);
        Part image = container.part().at("image");
        if (image.exists() && !BY_DIGEST.matcher(image.text().strip()).matches()) {
            match("k8s-image-by-tag", name, image);
        }
    }

    private void user(Container container, Part label) {
        Part number = container.security("runAsUser");
        if (number.is(0)) {
            match("k8s-root-user", container.name(), number);
        } else if (!number.isNumber() && !container.security("runAsNonRoot").isTrue()) {
            Part said = container.security("runAsNonRoot");
            match("k8s-root-user", container.name(), said.exists() ? said : label);
        }
    }

    private void capabilities(Container container, Part label) {
        for (Part added : container.own("capabilities").at("add").items()) {
            String capability = bare(added.text());
            if (!capability.isEmpty() && !HARMLESS.contains(capability)) {
                match("k8s-capability-added", container.name() + " " + capability, added);
            }
        }
        Part dropped = container.own("capabilities").at("drop");
        if (dropped.items().stream().noneMatch(each -> bare(each.text()).equals("ALL"))
                && !container.own("privileged").isTrue()) {
            match("k8s-capabilities-kept", container.name(), dropped.exists() ? dropped : label);
        }
    }

    private static String bare(String capability) {
        String upper = capability.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring(4) : upper;
    }

    private void resources(Container container, Part label) {
        Part limits = container.part().at("resources", "limits");
        boolean ephemeral = container.part().at("targetContainerName").exists();
        if (!limits.at("memory").exists() && !ephemeral) {
            match("k8s-no-memory-limit", container.name(), limits.exists() ? limits : label);
        }
    }
}
