package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import dev.gatehouse.sca.maven.PomSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Maven object models of a tree, put together as Maven does it (maven.apache.org, Introduction to the POM), with parents, bills
/// of materials and the models of dependencies from the tree and from a repository of models. What is in neither is told once;
/// whatever depends on it has no version, or nothing is known of what it brings.
final class Maven {
    private final PomSource source;
    private final Map<String, ProjectModel> byPath = new HashMap<>();
    private final Map<String, List<ProjectModel>> byCoordinates = new HashMap<>();
    private final List<ProjectModel> models = new ArrayList<>();
    private final Map<String, Optional<ProjectModel>> released = new HashMap<>();
    private final MavenGaps gaps = new MavenGaps();

    Maven(PomSource source) {
        this.source = source;
    }

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

    /// The model with these coordinates; null if it is neither in the tree nor in the repository.
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
                : repository(group, artifact, version);
    }

    /// The model of an artifact that a project gets; null if it is neither in the tree nor in the repository.
    @Nullable
    ProjectModel released(String group, String artifact, String version) {
        for (ProjectModel model : byCoordinates.getOrDefault(group + ":" + artifact, List.of())) {
            if (model.release().equals(version)) {
                return model;
            }
        }
        return repository(group, artifact, version);
    }

    private @Nullable ProjectModel repository(String group, String artifact, String version) {
        String key = group + ":" + artifact + ":" + version;
        Optional<ProjectModel> known = released.get(key);
        if (known == null) {
            known = Optional.ofNullable(source.find(group, artifact, version)).map(pom -> new ProjectModel(null, pom, this));
            released.put(key, known);
        }
        return known.orElse(null);
    }

    /// The version that a requirement means: the highest one of a range that the repository has, else the text itself.
    String version(String group, String artifact, String wanted) {
        if (!isRange(wanted)) {
            return wanted;
        }
        try {
            Requirement range = Requirement.parse(VersionScheme.MAVEN, wanted);
            Version best = null;
            for (String each : source.versions(group, artifact)) {
                Version version = VersionScheme.MAVEN.parse(each);
                if (range.admits(version) && (best == null || version.compareTo(best) > 0)) {
                    best = version;
                }
            }
            return best == null ? wanted : best.toString();
        } catch (RangeException | VersionException e) {
            return wanted;
        }
    }

    static boolean isRange(String version) {
        return version.startsWith("[") || version.startsWith("(");
    }

    /// One draft for each model.
    List<Draft> drafts(DiagnosticSink diagnostics) {
        List<Draft> drafts = new ArrayList<>();
        for (ProjectModel model : models) {
            PlacedListing file = model.file();
            if (file != null) {
                drafts.add(draft(model, file));
            }
        }
        gaps.tell(source.title(), diagnostics);
        return drafts;
    }

    private Draft draft(ProjectModel model, PlacedListing file) {
        Listing listing = file.listing();
        Draft draft = new Draft(new PlacedListing(file.place(), file.path(),
                new Listing(listing.format(), listing.role(),
                        new Subject(model.group() + ":" + model.pom().coordinates().artifact(), model.release(),
                                listing.subject() == null ? "" : model.licence()),
                        List.of(), List.of(), List.of(), null),
                file.shown()));
        Set<String> unresolved = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        // What a model among tests or copied sources brings is nobody's concern.
        boolean quiet = file.place().is(Trait.TEST) || file.place().is(Trait.VENDORED);
        for (MavenGraph.Node node : MavenGraph.of(this, model)) {
            add(node, draft, unresolved);
            if (node.direct()) {
                seen.add(node.needed().position());
            }
            boolean known = !node.version().isEmpty() && !node.version().contains("${");
            if (node.model() == null && known && !quiet && !node.scope().equals("system")
                    && !MavenTypes.holdsAll(node.needed().extension())) {
                gaps.silent(file.path(),
                        node.needed().resolved().group() + ":" + node.needed().resolved().artifact() + ":" + node.version());
            }
        }
        int position = rest(model, model.pom().base(), model.pom().base().managed().size(), draft, seen, unresolved);
        for (Pom.Profile profile : model.pom().profiles()) {
            position = rest(model, profile.part(), position + profile.part().managed().size(), draft, seen, unresolved);
        }
        if (!unresolved.isEmpty()) {
            gaps.versionless(file.path(), unresolved, model.absent());
        }
        return draft;
    }

    private void add(MavenGraph.Node node, Draft draft, Set<String> unresolved) {
        ProjectModel.Needed needed = node.needed();
        ProjectModel.Resolved resolved = needed.resolved();
        Scope scope = switch (node.scope()) {
            case "test" -> Scope.TEST;
            case "provided", "system" -> Scope.PROVIDED;
            default -> node.optional() ? Scope.OPTIONAL : Scope.RUNTIME;
        };
        use(node.key(), resolved, node.version(), needed.extension(), needed.classifier(), scope, node.direct(), node.position(),
                node.requires().stream().map(MavenGraph.Node::key).toList(), draft, unresolved);
    }

    /// What the graph does not have: plug-ins, and dependencies of profiles that do not hold here.
    ///
    /// @return the position behind the part's last plug-in
    private int rest(ProjectModel model, Pom.Part part, int start, Draft draft, Set<Integer> seen, Set<String> unresolved) {
        int position = start;
        for (Pom.Dependency dependency : part.dependencies()) {
            if (!seen.contains(position)) {
                ProjectModel.Resolved resolved = model.dependency(dependency);
                use(key(resolved, dependency) + ":profile", resolved, resolved.version(), MavenTypes.extension(resolved.type()),
                        dependency.classifier(), scope(resolved), true, position, List.of(), draft, unresolved);
            }
            position++;
        }
        for (Pom.Dependency plugin : part.plugins()) {
            ProjectModel.Resolved resolved = model.plugin(plugin);
            if (!resolved.version().isEmpty() && !plugin.type().equals("managed")) {
                use(key(resolved, plugin) + ":plugin", resolved, resolved.version(), "jar", "", Scope.BUILD, true, position,
                        List.of(), draft,
                        unresolved);
            }
            position++;
        }
        return position;
    }

    private static String key(ProjectModel.Resolved resolved, Pom.Dependency dependency) {
        return resolved.group() + ":" + resolved.artifact() + ":" + dependency.classifier() + ":" + resolved.version();
    }

    private void use(String key, ProjectModel.Resolved resolved, String version, String extension, String classifier, Scope scope,
            boolean direct, int position, List<String> requires, Draft draft, Set<String> unresolved) {
        if (draft.find(key) != null) {
            return;
        }
        String name = resolved.group() + ":" + resolved.artifact();
        boolean pinned = !version.isEmpty() && !version.contains("${") && !isRange(version);
        boolean own = byCoordinates.containsKey(name);
        Purls.of("maven", resolved.group(), resolved.artifact(), pinned ? version : "",
                Map.of("type", extension.equals("jar") ? "" : extension, "classifier", classifier), "").ifPresent(purl -> {
                    Use use = new Use(draft.file(),
                            new Component(key, purl, pinned ? "" : version, scope, direct, own, new Span(0, 0),
                                    requires, List.of(), "", "", "", List.of()),
                            position < 0 ? Integer.MAX_VALUE : position);
                    if (!resolved.from().isEmpty() && direct) {
                        use.note("the version stands in " + resolved.from());
                    }
                    draft.add(use);
                });
        if (!pinned && !own && !isRange(version)) {
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
