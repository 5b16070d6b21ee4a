package dev.gatehouse.sca.inventory;

import dev.gatehouse.sca.listing.Pom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One Maven object model with what it inherits inside the tree. Bounded: chains of parents, imports and properties that go in
/// circles end.
final class ProjectModel {
    private static final int DEEPEST = 32;
    private static final int MOST_IMPORTS = 2_000;
    private static final int ROUNDS = 16;
    private static final int LONGEST = 4096;

    private final PlacedListing file;
    private final Pom pom;
    private final Maven maven;
    private @Nullable List<ProjectModel> lineage;
    private @Nullable Map<String, String> properties;
    private @Nullable Map<String, Managed> managed;
    private final Set<String> absent = new LinkedHashSet<>();

    ProjectModel(PlacedListing file, Pom pom, Maven maven) {
        this.file = file;
        this.pom = pom;
        this.maven = maven;
    }

    /// A dependency with what is known of it.
    ///
    /// @param version
    ///            empty if it stands outside of the tree
    /// @param from
    ///            the file that says the version, if it is another one; empty otherwise
    record Resolved(String group, String artifact, String version, String type, String scope, boolean optional, String from) {}

    /// What dependency management says.
    private record Managed(String version, String scope, String from) {}

    PlacedListing file() {
        return file;
    }

    Pom pom() {
        return pom;
    }

    String group() {
        Pom.Parent parent = pom.parent();
        String own = pom.coordinates().group();
        return own.isEmpty() && parent != null ? parent.coordinates().group() : own;
    }

    String version() {
        Pom.Parent parent = pom.parent();
        String own = pom.coordinates().version();
        return own.isEmpty() && parent != null ? parent.coordinates().version() : own;
    }

    String licence() {
        for (ProjectModel model : lineage()) {
            if (!model.pom.licence().isEmpty()) {
                return model.pom.licence();
            }
        }
        return "";
    }

    /// Parents and imported bills of materials that are not in the tree.
    List<String> absent() {
        managed();
        return List.copyOf(absent);
    }

    /// Itself, its parent, and so on as far as they lie in the tree.
    private List<ProjectModel> lineage() {
        if (lineage == null) {
            List<ProjectModel> line = new ArrayList<>();
            ProjectModel at = this;
            while (at != null && line.size() < DEEPEST && !line.contains(at)) {
                line.add(at);
                at = at.parent(absent);
            }
            lineage = List.copyOf(line);
        }
        return lineage;
    }

    private @Nullable ProjectModel parent(Set<String> missing) {
        Pom.Parent parent = pom.parent();
        if (parent == null) {
            return null;
        }
        if (!parent.relativePath().isEmpty()) {
            String path = resolved(file.folder(), parent.relativePath());
            for (String candidate : path == null
                    ? List.<String>of()
                    : List.of(path, (path.isEmpty() ? "" : path + "/") + "pom.xml")) {
                ProjectModel found = maven.at(candidate);
                if (found != null && found.pom.coordinates().artifact().equals(parent.coordinates().artifact())
                        && found.group().equals(parent.coordinates().group())) {
                    return found;
                }
            }
        }
        ProjectModel named = maven.named(parent.coordinates().group(), parent.coordinates().artifact(),
                parent.coordinates().version());
        if (named == null) {
            missing.add(text(parent.coordinates()));
        }
        return named;
    }

    private static String text(Pom.Coordinates coordinates) {
        return coordinates.group() + ":" + coordinates.artifact() + ":" + coordinates.version();
    }

    /// A path relative to a folder, without `.` and `..`; null if it leaves the tree.
    private static @Nullable String resolved(String folder, String relative) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + relative).split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /// Properties of the line, the nearest ones winning; those of profiles only where they are active by default.
    private Map<String, String> properties() {
        if (properties == null) {
            Map<String, String> all = new HashMap<>();
            List<ProjectModel> line = lineage();
            for (int i = line.size() - 1; i >= 0; i--) {
                Pom each = line.get(i).pom;
                all.putAll(each.base().properties());
                each.profiles().stream().filter(Pom.Profile::activeByDefault)
                        .forEach(profile -> all.putAll(profile.part().properties()));
            }
            Pom.Parent parent = pom.parent();
            for (String prefix : List.of("project.", "pom.", "")) {
                all.putIfAbsent(prefix + "groupId", group());
                all.putIfAbsent(prefix + "artifactId", pom.coordinates().artifact());
                all.putIfAbsent(prefix + "version", version());
                if (parent != null && !prefix.isEmpty()) {
                    all.putIfAbsent(prefix + "parent.groupId", parent.coordinates().group());
                    all.putIfAbsent(prefix + "parent.artifactId", parent.coordinates().artifact());
                    all.putIfAbsent(prefix + "parent.version", parent.coordinates().version());
                }
            }
            properties = all;
        }
        return properties;
    }

    private String filled(String text) {
        String filled = text;
        for (int round = 0; round < ROUNDS && filled.contains("${") && filled.length() < LONGEST; round++) {
            StringBuilder next = new StringBuilder();
            int at = 0;
            int open;
            while ((open = filled.indexOf("${", at)) >= 0) {
                int close = filled.indexOf('}', open);
                if (close < 0) {
                    break;
                }
                String value = properties().get(filled.substring(open + 2, close));
                next.append(filled, at, open).append(value == null ? filled.substring(open, close + 1) : value);
                at = close + 1;
            }
            next.append(filled, at, filled.length());
            if (next.toString().equals(filled)) {
                break;
            }
            filled = next.toString();
        }
        return filled.strip();
    }

    /// Dependency management of the line, nearest first; in one model what it writes down comes before what it imports.
    private Map<String, Managed> managed() {
        if (managed == null) {
            Map<String, Managed> all = new LinkedHashMap<>();
            managed = all;
            collect(this, all, new LinkedHashSet<>(), 0);
        }
        return managed;
    }

    private void collect(ProjectModel from, Map<String, Managed> all, Set<ProjectModel> seen, int depth) {
        if (seen.size() >= MOST_IMPORTS || !seen.add(from)) {
            return;
        }
        for (ProjectModel model : from.lineage()) {
            List<Pom.Dependency> imports = new ArrayList<>();
            List<Pom.Dependency> entries = new ArrayList<>(model.pom.base().managed());
            model.pom.profiles().stream().filter(Pom.Profile::activeByDefault)
                    .forEach(profile -> entries.addAll(profile.part().managed()));
            for (Pom.Dependency entry : entries) {
                if (entry.scope().equals("import")) {
                    imports.add(entry);
                } else {
                    // Values of an imported model are its own; those of a parent are the child's.
                    ProjectModel view = from == this ? this : from;
                    all.putIfAbsent(key(view, entry),
                            new Managed(view.filled(entry.coordinates().version()), entry.scope(),
                                    model == this ? "" : model.file.path()));
                }
            }
            for (Pom.Dependency entry : imports) {
                ProjectModel view = from == this ? this : from;
                String group = view.filled(entry.coordinates().group());
                String artifact = view.filled(entry.coordinates().artifact());
                String version = view.filled(entry.coordinates().version());
                ProjectModel bom = maven.named(group, artifact, version);
                if (bom == null) {
                    absent.add(group + ":" + artifact + ":" + version);
                } else if (depth < DEEPEST) {
                    collect(bom, all, seen, depth + 1);
                }
            }
        }
        absent.addAll(from.absent);
    }

    private static String key(ProjectModel view, Pom.Dependency dependency) {
        String type = dependency.type().isEmpty() ? "jar" : dependency.type();
        return view.filled(dependency.coordinates().group()) + ":" + view.filled(dependency.coordinates().artifact()) + ":" + type
                + ":" + dependency.classifier();
    }

    /// A dependency with version and scope as this model sees it.
    Resolved dependency(Pom.Dependency dependency) {
        Managed found = managed().get(key(this, dependency));
        String written = filled(dependency.coordinates().version());
        String version = !written.isEmpty() ? written : found == null ? "" : found.version();
        String scope = !dependency.scope().isEmpty() ? dependency.scope() : found == null ? "" : found.scope();
        return new Resolved(filled(dependency.coordinates().group()), filled(dependency.coordinates().artifact()), version,
                dependency.type().isEmpty() ? "jar" : dependency.type(), scope, dependency.optional(),
                written.isEmpty() && found != null ? found.from() : "");
    }

    /// A plug-in with its version, which plug-in management may say.
    Resolved plugin(Pom.Dependency plugin) {
        String group = plugin.coordinates().group().isEmpty() ? "org.apache.maven.plugins" : filled(plugin.coordinates().group());
        String artifact = filled(plugin.coordinates().artifact());
        String version = filled(plugin.coordinates().version());
        if (version.isEmpty()) {
            for (ProjectModel model : lineage()) {
                for (Pom.Dependency each : model.pom.base().plugins()) {
                    String other = each.coordinates().group().isEmpty()
                            ? "org.apache.maven.plugins"
                            : filled(each.coordinates().group());
                    if (version.isEmpty() && each.type().equals("managed") && other.equals(group)
                            && filled(each.coordinates().artifact()).equals(artifact)) {
                        version = filled(each.coordinates().version());
                    }
                }
            }
        }
        return new Resolved(group, artifact, version.contains("${") ? "" : version, "jar", "", false, "");
    }
}
