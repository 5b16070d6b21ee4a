package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Maven object models of a tree, put together as Maven does it (maven.apache.org, Introduction to the POM), with what lies in
/// the tree: parents, bills of materials, properties, profiles. What lies in a repository is not there; whatever depends on it
/// has no version and says so.
final class Maven {
    private final Map<String, ProjectModel> byPath = new HashMap<>();
    private final Map<String, List<ProjectModel>> byCoordinates = new HashMap<>();
    private final List<ProjectModel> models = new ArrayList<>();

    void add(PlacedListing file) {
        Pom pom = file.listing().pom();
        if (pom != null) {
            ProjectModel model = new ProjectModel(file, pom, this);
            models.add(model);
            byPath.put(file.path(), model);
            byCoordinates.computeIfAbsent(model.group() + ":" + pom.coordinates().artifact(), _ -> new ArrayList<>(1)).add(model);
        }
    }

    /// The model at a path; null if there is none.
    @Nullable
    ProjectModel at(String path) {
        return byPath.get(path);
    }

    /// The model with these coordinates, of that version if several have them; null if there is none.
    @Nullable
    ProjectModel named(String group, String artifact, String version) {
        List<ProjectModel> found = byCoordinates.getOrDefault(group + ":" + artifact, List.of());
        for (ProjectModel model : found) {
            if (model.version().equals(version)) {
                return model;
            }
        }
        // A module of the same build under construction; a released version of it would be somebody else's.
        return found.size() == 1 && (version.isEmpty() || version.contains("${") || found.getFirst().version().contains("${"))
                ? found.getFirst()
                : null;
    }

    /// One draft for each model.
    List<Draft> drafts(DiagnosticSink diagnostics) {
        List<Draft> drafts = new ArrayList<>();
        for (ProjectModel model : models) {
            drafts.add(draft(model, diagnostics));
        }
        return drafts;
    }

    private Draft draft(ProjectModel model, DiagnosticSink diagnostics) {
        PlacedListing file = model.file();
        Listing listing = file.listing();
        Draft draft = new Draft(new PlacedListing(file.place(), file.path(),
                new Listing(listing.format(), listing.role(),
                        new Subject(model.group() + ":" + model.pom().coordinates().artifact(), model.version(),
                                listing.subject() == null
                                        ? ""
                                        : model.licence()),
                        List.of(), List.of(), List.of(), null),
                file.shown()));
        Set<String> unresolved = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        int position = model.pom().base().managed().size();
        position = dependencies(model, model.pom().base(), position, draft, unresolved, seen);
        for (Pom.Profile profile : model.pom().profiles()) {
            position += profile.part().managed().size();
            position = dependencies(model, profile.part(), position, draft, unresolved, seen);
        }
        if (!unresolved.isEmpty()) {
            List<String> absent = model.absent();
            diagnostics.report(new Diagnostic("maven-version-unknown", Diagnostic.Kind.DEGRADED, file.path(), 0,
                    (unresolved.size() == 1
                            ? "the version of " + unresolved.iterator().next() + " stands"
                            : "the versions of " + unresolved.size() + " dependencies stand") + " outside of the tree"
                            + (absent.isEmpty()
                                    ? ""
                                    : ", in " + String.join(" or ", absent.subList(0, Math.min(3, absent.size())))
                                            + (absent.size() > 3 ? " or " + (absent.size() - 3) + " others" : "")),
                    null, Set.of("sca")));
        }
        return draft;
    }

    /// @return the position behind the part's last dependency
    private int dependencies(ProjectModel model, Pom.Part part, int start, Draft draft, Set<String> unresolved,
            Set<String> seen) {
        int position = start;
        for (Pom.Dependency dependency : part.dependencies()) {
            use(model, dependency, false, position++, draft, unresolved, seen);
        }
        for (Pom.Dependency plugin : part.plugins()) {
            use(model, plugin, true, position++, draft, unresolved, seen);
        }
        return position;
    }

    private void use(ProjectModel model, Pom.Dependency dependency, boolean plugin, int position, Draft draft,
            Set<String> unresolved, Set<String> seen) {
        ProjectModel.Resolved resolved = plugin ? model.plugin(dependency) : model.dependency(dependency);
        if (plugin && (resolved.version().isEmpty() || dependency.type().equals("managed"))) {
            return;
        }
        String name = resolved.group() + ":" + resolved.artifact();
        boolean pinned = !resolved.version().isEmpty() && !resolved.version().contains("${")
                && "[(".indexOf(resolved.version().charAt(0)) < 0;
        boolean own = byCoordinates.containsKey(name);
        if (!seen.add(name + ":" + dependency.classifier() + ":" + resolved.version() + ":" + plugin)) {
            return;
        }
        Purls.of("maven", resolved.group(), resolved.artifact(), pinned ? resolved.version() : "",
                Map.of("type", resolved.type().equals("jar") || plugin ? "" : resolved.type(), "classifier",
                        dependency.classifier()),
                "").ifPresent(purl -> {
                    Use use = new Use(draft.file(),
                            new Component(name + ":" + dependency.classifier() + (plugin ? ":plugin" : ""), purl,
                                    pinned ? "" : resolved.version(), plugin ? Scope.BUILD : scope(resolved), true, own,
                                    dependency.span(),
                                    List.of(), List.of(), "", "", "", List.of()),
                            position);
                    if (!resolved.from().isEmpty()) {
                        use.note("the version stands in " + resolved.from());
                    }
                    draft.add(use);
                });
        if (!pinned && !own && !(resolved.version().startsWith("[") || resolved.version().startsWith("("))) {
            unresolved.add(name);
        }
    }

    private static Scope scope(ProjectModel.Resolved resolved) {
        return switch (resolved.scope()) {
            case "test" -> Scope.TEST;
            case "provided", "system" -> Scope.PROVIDED;
            default -> resolved.optional() ? Scope.OPTIONAL : Scope.RUNTIME;
        };
    }
}
