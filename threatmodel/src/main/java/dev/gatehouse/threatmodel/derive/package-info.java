/// Derives the model from Kubernetes manifests, Compose files and OpenAPI descriptions.
@NullMarked
package dev.gatehouse.threatmodel.derive;

import org.jspecify.annotations.NullMarked;
