package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is not known of the Maven projects of a tree because an object model is missing: told once for each model, however many
/// projects need it.
final class MavenGaps {
    private static final int SHOWN = 3;

    /// By what is missing.
    private final Map<String, Missing> versions = new TreeMap<>();
    private final Map<String, String> silent = new TreeMap<>();
    private final Map<String, Set<String>> plain = new LinkedHashMap<>();

    /// Projects that miss something, and the dependencies that have no version for it.
    private static final class Missing {
        private final Set<String> paths = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();
    }

    /// Dependencies of a project without version.
    ///
    /// @param absent
    ///            parents and bills of the project that are missing
    void versionless(String path, Set<String> names, List<String> absent) {
        if (absent.isEmpty()) {
            plain.computeIfAbsent(path, _ -> new LinkedHashSet<>()).addAll(names);
        }
        for (String each : absent) {
            Missing missing = versions.computeIfAbsent(each, _ -> new Missing());
            missing.paths.add(path);
            missing.names.addAll(names);
        }
    }

    /// An artifact without object model: nothing is known of what it brings.
    void silent(String path, String artifact) {
        silent.putIfAbsent(artifact, path);
    }

    void tell(String repository, DiagnosticSink diagnostics) {
        String where = repository.isEmpty() ? "outside of the tree" : "neither in the tree nor in " + repository;
        plain.forEach((path, names) -> tell("maven-version-unknown", path,
                (names.size() == 1
                        ? "the version of " + names.iterator().next() + " stands"
                        : "the versions of " + names.size() + " dependencies stand")
                        + " outside of the tree",
                diagnostics));
        versions.forEach((absent, missing) -> {
            int others = missing.paths.size() - 1;
            tell("maven-version-unknown", missing.paths.iterator().next(), absent + " is " + where + ", so "
                    + (missing.names.size() == 1
                            ? "the version of " + missing.names.iterator().next() + " is"
                            : "versions of "
                                    + missing.names.size() + " dependencies, such as " + missing.names.iterator().next()
                                    + ", are")
                    + " unknown"
                    + (others > 0 ? ", also in " + others + (others == 1 ? " other project" : " other projects") : ""),
                    diagnostics);
        });
        if (!silent.isEmpty()) {
            List<String> names = new ArrayList<>(silent.keySet());
            tell("maven-dependencies-unknown", String.valueOf(silent.get(names.getFirst())), "what "
                    + (names.size() == 1
                            ? names.getFirst() + " brings is"
                            : String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                                    + (names.size() > SHOWN
                                            ? " and " + (names.size() - SHOWN) + " others bring is"
                                            : " bring is"))
                    + " unknown, since " + (names.size() == 1 ? "its object model is " : "their object models are ") + where
                    + "; a build on this machine brings them", diagnostics);
        }
    }

    private static void tell(String code, String path, String what, DiagnosticSink diagnostics) {
        diagnostics.report(new Diagnostic(code, Diagnostic.Kind.DEGRADED, path, 0, what, null, Set.of("sca")));
    }
}
