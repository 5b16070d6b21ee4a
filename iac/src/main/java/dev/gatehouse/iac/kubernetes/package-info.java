/// Rules about Kubernetes workloads: what a manifest gives a container beyond what it needs.
@NullMarked
package dev.gatehouse.iac.kubernetes;

import org.jspecify.annotations.NullMarked;
