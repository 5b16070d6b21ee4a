# What a pod must not do, by container: registries, privileges, capabilities, limits, volumes, probes, labels.
package container

import data.settings

containers contains c if some c in input.review.object.spec.containers

containers contains c if some c in input.review.object.spec.initContainers

default host_namespaces := false

host_namespaces if input.review.object.spec.hostPID

host_namespaces if input.review.object.spec.hostIPC

deny contains msg if {
	some c in containers
	not from_trusted_registry(c.image)
	msg := sprintf("container %v has image %v from an untrusted registry", [c.name, c.image])
}

from_trusted_registry(image) if {
	some prefix in settings.registries
	startswith(image, prefix)
}

deny contains msg if {
	some c in containers
	c.securityContext.privileged == true
	msg := sprintf("container %v is privileged", [c.name])
}

deny contains msg if {
	some c in containers
	not c.securityContext.runAsNonRoot
	not input.review.object.spec.securityContext.runAsNonRoot
	msg := sprintf("container %v may run as root", [c.name])
}

deny contains msg if {
	some c in containers
	c.securityContext.runAsUser == 0
	msg := sprintf("container %v runs as user 0", [c.name])
}

deny contains msg if {
	some c in containers
	object.get(c, ["securityContext", "allowPrivilegeEscalation"], true)
	msg := sprintf("container %v may gain privileges", [c.name])
}

deny contains msg if {
	some c in containers
	some capability in c.securityContext.capabilities.add
	capability in {"ALL", "NET_ADMIN", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE"}
	msg := sprintf("container %v adds capability %v", [c.name, capability])
}

deny contains msg if {
	some c in containers
	not drops_all(c)
	msg := sprintf("container %v keeps default capabilities", [c.name])
}

drops_all(c) if "ALL" in c.securityContext.capabilities.drop

deny contains msg if {
	some c in containers
	some kind in ["cpu", "memory"]
	not c.resources.limits[kind]
	msg := sprintf("container %v has no %v limit", [c.name, kind])
}

deny contains msg if {
	some c in containers
	memory := units.parse_bytes(c.resources.limits.memory)
	memory > units.parse_bytes(settings.largest_memory)
	msg := sprintf("container %v asks for %v bytes of memory", [c.name, memory])
}

deny contains msg if {
	some c in containers
	tag := tag_of(c.image)
	tag in {"", "latest", "dev"}
	msg := sprintf("container %v has a moving image tag %q", [c.name, tag])
}

tag_of(image) := tag if {
	not contains(image, "@sha256:")
	parts := split(image, ":")
	count(parts) > 1
	tag := parts[count(parts) - 1]
} else := "pinned" if {
	contains(image, "@sha256:")
} else := ""

deny contains msg if {
	some c in containers
	not c.securityContext.readOnlyRootFilesystem
	msg := sprintf("container %v can write to its root file system", [c.name])
}

deny contains msg if {
	some c in containers
	some port in c.ports
	port.hostPort
	msg := sprintf("container %v opens port %v of the host", [c.name, port.hostPort])
}

deny contains msg if {
	some c in containers
	some variable in c.env
	regex.match(`(?i)(passw(or)?d|secret|token|api_?key)`, variable.name)
	variable.value
	msg := sprintf("container %v has %v in clear", [c.name, variable.name])
}

deny contains msg if {
	host_namespaces
	msg := "host namespaces are used"
}

deny contains msg if {
	input.review.object.spec.hostNetwork
	msg := "host network is used"
}

deny contains msg if {
	some volume in input.review.object.spec.volumes
	path := volume.hostPath.path
	not path in settings.host_paths
	msg := sprintf("volume %v mounts the host path %v", [volume.name, path])
}

deny contains msg if {
	some volume in input.review.object.spec.volumes
	endswith(volume.hostPath.path, "docker.sock")
	msg := sprintf("volume %v gives away the container engine", [volume.name])
}

deny contains msg if {
	required := {label | some label in settings.labels}
	given := {label | some label, _ in input.review.object.metadata.labels}
	missing := required - given
	count(missing) > 0
	msg := sprintf("labels are missing: %v", [concat(", ", missing)])
}

deny contains msg if {
	some key, value in input.review.object.metadata.annotations
	startswith(key, "container.apparmor.security.beta.kubernetes.io/")
	value == "unconfined"
	msg := sprintf("%v is unconfined", [key])
}

warn contains msg if {
	some c in containers
	some probe in ["livenessProbe", "readinessProbe"]
	not c[probe]
	msg := sprintf("container %v has no %v", [c.name, probe])
}

warn contains msg if {
	object.get(input.review.object.spec, "automountServiceAccountToken", true)
	msg := "the token of the service account is mounted"
}

warn contains msg if {
	names := [c.name | some c in containers]
	count(names) > settings.most_containers
	msg := sprintf("%v containers in one pod", [count(names)])
}

report := {"deny": deny, "warn": warn, "allowed": count(deny) == 0}
