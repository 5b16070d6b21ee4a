/// Policies and data as files: folders and bundles, as OPA loads them.
@NullMarked
package dev.gatehouse.rego.bundle;

import org.jspecify.annotations.NullMarked;
