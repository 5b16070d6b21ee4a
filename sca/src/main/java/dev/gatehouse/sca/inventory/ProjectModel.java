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

/// One Maven object model with what it inherits and imports. Bounded: chains of parents, imports and properties that go in circles
/// end.
final class ProjectModel {
    private static final int DEEPEST = 32;
    private static final int MOST_IMPORTS = 2_000;
    private static final int ROUNDS = 16;
    private static final int LONGEST = 4096;

    /// Null for one of a repository.
    private final @Nullable PlacedListing file;
    private final Pom pom;
    private final Maven maven;
    private @Nullable List<ProjectModel> lineage;
    private @Nullable Map<String, String> properties;
    private @Nullable Map<String, Managed> managed;
    private @Nullable List<Needed> needed;
    private final Set<String> absent = new LinkedHashSet<>();

    ProjectModel(@Nullable PlacedListing file, Pom pom, Maven maven) {
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

    /// A dependency that the model has, its own or inherited.
    ///
    /// @param extension
    ///            of its file: what tells it from other artifacts of the same project, with the classifier
    /// @param exclusions
    ///            `group:artifact` of what it must not bring
    /// @param position
    ///            of its span in the model; -1 if a parent has it
    record Needed(Resolved resolved, String extension, String classifier, List<String> exclusions, int position) {
        /// What stands for the same artifact, whatever the version.
        String key() {
            return resolved.group() + ":" + resolved.artifact() + ":" + extension + ":" + classifier;
        }
    }

    /// Where a project goes on.
    record Moved(String group, String artifact, String version) {}

    /// What dependency management says; whether something is optional is none of its matters.
    record Managed(String version, String scope, List<String> exclusions, String from) {}

    @Nullable
    PlacedListing file() {
        return file;
    }

    private String path() {
        return file == null ? "" : file.path();
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

    /// Its version with properties put in.
    String release() {
        return filled(version());
    }

    /// Its coordinates under the name to which it moved.
    Moved moved() {
        Pom.Coordinates to = pom.relocated();
        return to == null
                ? new Moved(group(), pom.coordinates().artifact(), release())
                : new Moved(to.group().isEmpty() ? group() : filled(to.group()),
                        to.artifact().isEmpty() ? pom.coordinates().artifact() : filled(to.artifact()),
                        to.version().isEmpty() ? release() : filled(to.version()));
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
        if (file != null && !parent.relativePath().isEmpty()) {
            String path = resolved(file.folder(), parent.relativePath());
            for (String candidate : path == null
                    ? List.<String>of()
                    : List.of(path, (path.isEmpty() ? "" : path + "/") + "pom.xml")) {
                ProjectModel found = maven.at(candidate);
                if (found != null && found != this && found.pom.coordinates().artifact().equals(parent.coordinates().artifact())
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

    /// Properties of the line, the nearest ones winning; those of profiles only where they hold.
    private Map<String, String> properties() {
        if (properties == null) {
            Map<String, String> all = new HashMap<>();
            List<ProjectModel> line = lineage();
            for (int i = line.size() - 1; i >= 0; i--) {
                Pom each = line.get(i).pom;
                all.putAll(each.base().properties());
                MavenProfiles.active(each).forEach(profile -> all.putAll(profile.properties()));
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

    /// Dependency management of the line, nearest first; what the line writes down comes before what it imports.
    Map<String, Managed> managed() {
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
        List<Pom.Dependency> imports = new ArrayList<>();
        Set<String> imported = new LinkedHashSet<>();
        for (ProjectModel model : from.lineage()) {
            List<Pom.Dependency> entries = new ArrayList<>(model.pom.base().managed());
            MavenProfiles.active(model.pom).forEach(profile -> entries.addAll(0, profile.managed()));
            for (Pom.Dependency entry : entries) {
                // Values of an imported model are its own; those of a parent are the child's.
                String key = key(from, entry);
                if (entry.scope().equals("import")) {
                    if (imported.add(key)) {
                        imports.add(entry);
                    }
                } else {
                    all.putIfAbsent(key,
                            new Managed(from.filled(entry.coordinates().version()), entry.scope(), entry.exclusions(),
                                    model == this ? "" : model.path()));
                }
            }
        }
        for (Pom.Dependency entry : imports) {
            String group = from.filled(entry.coordinates().group());
            String artifact = from.filled(entry.coordinates().artifact());
            String version = from.filled(entry.coordinates().version());
            ProjectModel bom = maven.named(group, artifact, version);
            if (bom == null) {
                absent.add(group + ":" + artifact + ":" + version);
            } else if (depth < DEEPEST) {
                collect(bom, all, seen, depth + 1);
            }
        }
        absent.addAll(from.absent);
    }

    /// The dependencies of the line, its own first; of two that say the same the nearer one counts.
    List<Needed> needed() {
        if (needed == null) {
            Map<String, Needed> all = new LinkedHashMap<>();
            for (ProjectModel model : lineage()) {
                Map<String, Needed> own = new LinkedHashMap<>();
                int position = model.pom.base().managed().size();
                for (Pom.Dependency each : model.pom.base().dependencies()) {
                    need(each, model == this ? position : -1, own);
                    position++;
                }
                position += model.pom.base().plugins().size();
                List<Pom.Part> active = MavenProfiles.active(model.pom);
                for (Pom.Profile profile : model.pom.profiles()) {
                    int at = position + profile.part().managed().size();
                    for (Pom.Dependency each : active.contains(profile.part())
                            ? profile.part().dependencies()
                            : List.<Pom.Dependency>of()) {
                        need(each, model == this ? at : -1, own);
                        at++;
                    }
                    position += profile.part().managed().size() + profile.part().dependencies().size()
                            + profile.part().plugins().size();
                }
                own.forEach(all::putIfAbsent);
            }
            needed = List.copyOf(all.values());
        }
        return needed;
    }

    private void need(Pom.Dependency dependency, int position, Map<String, Needed> needs) {
        Resolved resolved = dependency(dependency);
        Managed found = managed().get(key(this, dependency));
        List<String> exclusions = dependency.exclusions().isEmpty() && found != null
                ? found.exclusions()
                : dependency.exclusions();
        Needed need = new Needed(resolved, MavenTypes.extension(resolved.type()),
                MavenTypes.classifier(resolved.type(), filled(dependency.classifier())),
                exclusions.stream().map(this::filled).toList(), position);
        if (!need.resolved().group().isEmpty() && !need.resolved().artifact().isEmpty()) {
            needs.put(key(this, dependency), need);
        }
    }

    private static String key(ProjectModel view, Pom.Dependency dependency) {
        String type = dependency.type().isEmpty() ? "jar" : dependency.type();
        return view.filled(dependency.coordinates().group()) + ":" + view.filled(dependency.coordinates().artifact()) + ":" + type
                + ":" + view.filled(dependency.classifier());
    }

    /// A dependency with version and scope as this model sees it.
    Resolved dependency(Pom.Dependency dependency) {
        Managed found = managed().get(key(this, dependency));
        String written = filled(dependency.coordinates().version());
        String version = !written.isEmpty() ? written : found == null ? "" : found.version();
        String scope = !dependency.scope().isEmpty() ? dependency.scope() : found == null ? "" : found.scope();
        return new Resolved(filled(dependency.coordinates().group()), filled(dependency.coordinates().artifact()), version,
                dependency.type().isEmpty() ? "jar" : dependency.type(), scope,
                dependency.optional(),
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
