package dev.gatehouse.sca.inventory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a Maven project gets with its dependencies, as Maven mediates it (maven.apache.org, Introduction to the Dependency
/// Mechanism): the nearest declaration of an artifact wins, of equally near ones the first; the project's own dependency
/// management decides over versions and scopes of what comes with others; tests, provided and optional dependencies of others do
/// not count.
final class MavenGraph {
    private static final int MOST = 20_000;
    private static final int MOST_MOVES = 8;
    /// Weightiest first.
    private static final List<String> SCOPES = List.of("compile", "runtime", "system", "provided", "test");

    private final Maven maven;
    private final ProjectModel root;
    private final Map<String, ProjectModel.Managed> managed = new HashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Deque<Step> open = new ArrayDeque<>();

    /// An artifact that the project gets.
    static final class Node {
        private final ProjectModel.Needed needed;
        private final String version;
        private final @Nullable Node first;
        private final Map<Node, String> requires = new LinkedHashMap<>();
        private String scope;
        private boolean optional = true;
        private @Nullable ProjectModel model;

        Node(ProjectModel.Needed needed, String version, @Nullable Node first, String scope) {
            this.needed = needed;
            this.version = version;
            this.first = first;
            this.scope = scope;
        }

        String key() {
            return needed.key();
        }

        ProjectModel.Needed needed() {
            return needed;
        }

        /// Empty if nothing says it.
        String version() {
            return version;
        }

        boolean direct() {
            return first == null;
        }

        /// Where the model names the direct dependency that brought it; -1 if a parent names it.
        int position() {
            Node at = this;
            while (at.first != null) {
                at = at.first;
            }
            return at.needed.position();
        }

        String scope() {
            return scope;
        }

        /// Whether every way to it leads over an optional dependency of the project.
        boolean optional() {
            return optional;
        }

        Collection<Node> requires() {
            return requires.keySet();
        }

        /// Its object model; null if it is nowhere.
        @Nullable
        ProjectModel model() {
            return model;
        }
    }

    /// One dependency to be looked at.
    private record Step(@Nullable Node parent, ProjectModel.Needed needed, Set<String> exclusions) {}

    private MavenGraph(Maven maven, ProjectModel root) {
        this.maven = maven;
        this.root = root;
    }

    /// Everything that a project gets, nearest first.
    static Collection<Node> of(Maven maven, ProjectModel root) {
        MavenGraph graph = new MavenGraph(maven, root);
        graph.collect();
        graph.scopes();
        graph.options();
        // What was moved stands under both names.
        return new LinkedHashSet<>(graph.nodes.values());
    }

    private void collect() {
        root.managed().forEach((key, each) -> {
            String[] parts = key.split(":", -1);
            if (parts.length == 4) {
                managed.putIfAbsent(parts[0] + ":" + parts[1] + ":" + MavenTypes.extension(parts[2]) + ":"
                        + MavenTypes.classifier(parts[2], parts[3]), each);
            }
        });
        root.needed().forEach(needed -> open.add(new Step(null, needed, Set.of())));
        for (Step step = open.poll(); step != null; step = open.poll()) {
            look(step);
        }
    }

    private void look(Step step) {
        ProjectModel.Needed needed = step.needed();
        ProjectModel.Resolved resolved = needed.resolved();
        String version = resolved.version();
        String scope = resolved.scope().isEmpty() ? "compile" : resolved.scope();
        Set<String> exclusions = new LinkedHashSet<>(step.exclusions());
        exclusions.addAll(needed.exclusions());
        Node parent = step.parent();
        if (parent != null) {
            if (resolved.optional() || scope.equals("test") || scope.equals("provided") || scope.equals("system")
                    || excluded(step.exclusions(), resolved)) {
                return;
            }
            ProjectModel.Managed over = managed.get(needed.key());
            if (over != null) {
                version = over.version().isEmpty() ? version : over.version();
                scope = over.scope().isEmpty() ? scope : over.scope();
                exclusions.addAll(over.exclusions());
            }
        }
        Node known = nodes.get(needed.key());
        if (known == null && nodes.size() < MOST) {
            known = node(needed, maven.version(resolved.group(), resolved.artifact(), version), parent, scope, exclusions);
        }
        if (known != null && parent != null) {
            parent.requires.merge(known, scope, MavenGraph::wider);
        }
    }

    private @Nullable Node node(ProjectModel.Needed needed, String version, @Nullable Node parent, String scope,
            Set<String> exclusions) {
        ProjectModel.Needed at = needed;
        String now = version;
        ProjectModel model = maven.released(needed.resolved().group(), needed.resolved().artifact(), now);
        for (int moves = 0; model != null && model.pom().relocated() != null && moves < MOST_MOVES; moves++) {
            ProjectModel.Moved moved = model.moved();
            at = new ProjectModel.Needed(
                    new ProjectModel.Resolved(moved.group(), moved.artifact(), moved.version(), at.resolved().type(),
                            at.resolved().scope(), at.resolved().optional(), at.resolved().from()),
                    at.extension(), at.classifier(), at.exclusions(),
                    at.position());
            now = moved.version();
            model = maven.released(moved.group(), moved.artifact(), now);
        }
        Node known = nodes.get(at.key());
        if (known != null) {
            return known;
        }
        Node node = new Node(at, now, parent, scope);
        node.model = model;
        nodes.put(at.key(), node);
        if (at != needed) {
            nodes.putIfAbsent(needed.key(), node);
        }
        if (model != null && !scope.equals("system") && !MavenTypes.holdsAll(at.extension())) {
            model.needed().forEach(each -> open.add(new Step(node, each, exclusions)));
        }
        return node;
    }

    private static boolean excluded(Set<String> exclusions, ProjectModel.Resolved resolved) {
        for (String exclusion : exclusions) {
            int colon = exclusion.indexOf(':');
            if (matches(exclusion.substring(0, Math.max(colon, 0)), resolved.group())
                    && matches(exclusion.substring(colon + 1), resolved.artifact())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals("*") || pattern.equals(name);
    }

    /// What the project itself asks for keeps the scope that it says; all else has the widest that any way gives it.
    private void scopes() {
        Set<Node> reached = new LinkedHashSet<>();
        Deque<Node> left = new ArrayDeque<>();
        for (Node node : nodes.values()) {
            if (node.direct()) {
                reached.add(node);
                left.add(node);
            }
        }
        for (Node node = left.poll(); node != null; node = left.poll()) {
            for (Map.Entry<Node, String> edge : node.requires.entrySet()) {
                Node to = edge.getKey();
                if (to.direct()) {
                    continue;
                }
                String derived = derived(node.scope, edge.getValue());
                boolean first = reached.add(to);
                String wide = first ? derived : wider(to.scope, derived);
                if (first || !wide.equals(to.scope)) {
                    to.scope = wide;
                    left.add(to);
                }
            }
        }
    }

    private static String derived(String parent, String child) {
        if (child.equals("system") || child.equals("test") || parent.equals("compile")) {
            return child;
        }
        return switch (parent) {
            case "test", "runtime" -> parent;
            case "system", "provided" -> "provided";
            default -> "runtime";
        };
    }

    private static String wider(String a, String b) {
        return SCOPES.indexOf(a) <= SCOPES.indexOf(b) ? a : b;
    }

    private void options() {
        Deque<Node> left = new ArrayDeque<>();
        for (Node node : nodes.values()) {
            if (node.direct() && !node.needed.resolved().optional()) {
                left.add(node);
            }
        }
        for (Node node = left.poll(); node != null; node = left.poll()) {
            if (node.optional) {
                node.optional = false;
                left.addAll(node.requires.keySet());
            }
        }
    }
}
