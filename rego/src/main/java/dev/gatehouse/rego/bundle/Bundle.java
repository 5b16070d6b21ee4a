package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.syntax.RegoVersion;
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

    /// The version of Rego that a module is written in.
    ///
    /// @param otherwise when the manifest does not say
    public RegoVersion version(String module, RegoVersion otherwise) {
        Integer version = manifest == null ? null : manifest.version(module);
        return version == null ? otherwise : version == 0 ? RegoVersion.V0 : RegoVersion.V1;
    }

    /// Several bundles as one, in which the names of modules begin with the bundle's name.
    ///
    /// @param bundles by their names
    /// @throws BundleException when two have a document at the same place, or there is more than one plan
    public static Bundle together(Map<String, Bundle> bundles) throws BundleException {
        Map<String, String> modules = new TreeMap<>();
        Map<String, Integer> versions = new TreeMap<>();
        DataTree data = new DataTree();
        Value plan = null;
        for (Map.Entry<String, Bundle> each : bundles.entrySet()) {
            Bundle bundle = each.getValue();
            for (Map.Entry<String, String> module : bundle.modules().entrySet()) {
                String name = each.getKey() + module.getKey();
                modules.put(name, module.getValue());
                Integer version = bundle.manifest() == null ? null : bundle.manifest().version(module.getKey());
                if (version != null) {
                    versions.put(name, version);
                }
            }
            try {
                data.add(List.of(), bundle.data());
            } catch (DataTree.Conflict e) {
                throw new BundleException(List.of(each.getKey() + ": " + e.getMessage()));
            }
            if (plan != null && bundle.plan() != null) {
                throw new BundleException(List.of(each.getKey() + ": a second plan.json"));
            }
            plan = bundle.plan() == null ? plan : bundle.plan();
        }
        return new Bundle(modules, data.build(), new Manifest("", List.of(""), null, versions), plan);
    }

    /// A bundle's `.manifest`.
    ///
    /// @param revision the version that its author gave it, empty without one
    /// @param roots the paths below `data` that it owns, such as `app/rbac`; one empty path for everything
    /// @param regoVersion 0 or 1, null when the bundle does not say
    /// @param fileVersions the versions of files that differ, by patterns such as `/policy/*.rego`
    public record Manifest(String revision, List<String> roots, @Nullable Integer regoVersion,
            Map<String, Integer> fileVersions) {
        /// Copies the list and the map.
        public Manifest {
            roots = List.copyOf(roots);
            fileVersions = Collections.unmodifiableMap(new TreeMap<>(fileVersions));
        }

        /// The version that a module is written in, null when the manifest does not say.
        @Nullable
        Integer version(String module) {
            Integer exact = fileVersions.get(module);
            if (exact != null) {
                return exact;
            }
            for (Map.Entry<String, Integer> each : fileVersions.entrySet()) {
                if (FilePattern.of(each.getKey(), true).matcher(module).matches()) {
                    return each.getValue();
                }
            }
            return regoVersion;
        }

        /// Whether a path below `data` belongs to the bundle.
        boolean owns(String path) {
            return roots.stream().anyMatch(root -> root.isEmpty() || path.equals(root) || path.startsWith(root + "/"));
        }
    }
}
