package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Modules and documents that belong together.
///
/// @param modules the texts of the modules by their paths
/// @param data the base documents
/// @param manifest what the bundle says about itself, null without a manifest
/// @param plan its `plan.json` for [dev.gatehouse.rego.plan.Plan], null without one
public record Bundle(Map<String, String> modules, ObjectValue data, @Nullable Manifest manifest, @Nullable Value plan) {
    /// Copies the map.
    public Bundle {
        modules = Collections.unmodifiableMap(new TreeMap<>(modules));
    }

    /// A bundle's `.manifest`.
    ///
    /// @param revision the version that its author gave it, empty without one
    /// @param roots the paths below `data` that it owns, such as `app/rbac`; one empty path for everything
    /// @param regoVersion 0 or 1, null when the bundle does not say
    public record Manifest(String revision, List<String> roots, @Nullable Integer regoVersion) {
        /// Copies the list.
        public Manifest {
            roots = List.copyOf(roots);
        }

        /// Whether a path below `data` belongs to the bundle.
        boolean owns(String path) {
            return roots.stream().anyMatch(root -> root.isEmpty() || path.equals(root) || path.startsWith(root + "/"));
        }
    }
}
