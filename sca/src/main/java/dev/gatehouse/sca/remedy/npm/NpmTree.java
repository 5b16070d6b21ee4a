package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Packages at their places, and who gets which: as Node.js looks, from the inside out. Immutable.
final class NpmTree {
    private final Map<String, NpmNode> nodes;
    private final NpmOverrides overrides;

    NpmTree(Map<String, NpmNode> nodes, NpmOverrides overrides) {
        this.nodes = Collections.unmodifiableMap(nodes);
        this.overrides = overrides;
    }

    /// What a node asks for, and what it gets.
    ///
    /// @param to
    ///            null if nothing of that name is in reach
    record Edge(NpmNode from, Ask ask, NpmSpec spec, @Nullable NpmNode to) {
        /// Whether npm is content with it.
        boolean isValid() {
            return to == null ? ask.kind().mayBeMissing() : to.version() == null || spec.admits(to.name(), to.version());
        }

        /// Identifies it across states of the tree.
        String key() {
            return from.place() + "|" + from.versionText() + "|" + ask.name();
        }
    }

    Collection<NpmNode> nodes() {
        return nodes.values();
    }

    @Nullable
    NpmNode node(String place) {
        return nodes.get(place);
    }

    NpmOverrides overrides() {
        return overrides;
    }

    /// A copy that may be changed.
    Map<String, NpmNode> copy() {
        return new LinkedHashMap<>(nodes);
    }

    /// The nodes of a version of a package.
    List<NpmNode> of(String name, String version) {
        return nodes.values().stream().filter(node -> !node.isOwn() && !node.isLink() && node.is(name, version)).toList();
    }

    List<Edge> edges(NpmNode from) {
        List<Edge> edges = new ArrayList<>();
        for (Ask ask : from.needs().all()) {
            edges.add(edge(nodes, overrides, from, ask));
        }
        return edges;
    }

    static Edge edge(Map<String, NpmNode> nodes, NpmOverrides overrides, NpmNode from, Ask ask) {
        return new Edge(from, ask, from.isOwn() ? ask.spec() : overrides.spec(ask), resolve(nodes, from.place(), ask.name()));
    }

    /// The edges that lead to a node.
    List<Edge> into(NpmNode node) {
        return into(nodes, overrides, node);
    }

    static List<Edge> into(Map<String, NpmNode> nodes, NpmOverrides overrides, NpmNode node) {
        String name = node.place().substring(node.place().lastIndexOf(NpmNode.MODULES) + NpmNode.MODULES.length());
        List<Edge> edges = new ArrayList<>();
        for (NpmNode from : nodes.values()) {
            Ask ask = from.needs().ask(name);
            if (ask != null) {
                Edge edge = edge(nodes, overrides, from, ask);
                if (edge.to() != null && edge.to().place().equals(node.place())) {
                    edges.add(edge);
                }
            }
        }
        return edges;
    }

    /// What a module at a place gets when it asks for a name; null if there is none.
    static @Nullable NpmNode resolve(Map<String, NpmNode> nodes, String from, String name) {
        for (String at = from; at != null; at = above(at)) {
            NpmNode found = nodes.get(below(at, name));
            if (found != null) {
                String target = found.target();
                return target == null ? found : nodes.getOrDefault(target, found);
            }
        }
        return null;
    }

    static String below(String place, String name) {
        return place.isEmpty() ? NpmNode.MODULES + name : place + "/" + NpmNode.MODULES + name;
    }

    /// The place around a place; null above the project itself.
    static @Nullable String above(String place) {
        if (place.isEmpty()) {
            return null;
        }
        int inner = place.lastIndexOf("/" + NpmNode.MODULES);
        return inner > 0 ? place.substring(0, inner) : "";
    }

    /// Keys of the edges with which npm would not be content.
    Set<String> broken() {
        Set<String> broken = new HashSet<>();
        for (NpmNode node : nodes.values()) {
            for (Edge edge : edges(node)) {
                if (!edge.isValid()) {
                    broken.add(edge.key());
                }
            }
        }
        return broken;
    }

    /// Places that something leads to from the project and the members of its workspace.
    static Set<String> reached(Map<String, NpmNode> nodes) {
        Set<String> reached = new HashSet<>();
        Deque<NpmNode> left = new ArrayDeque<>();
        for (NpmNode node : nodes.values()) {
            if (node.isOwn() || node.isLink()) {
                reached.add(node.place());
                left.add(node);
            }
        }
        while (!left.isEmpty()) {
            NpmNode from = left.poll();
            for (Ask ask : from.needs().all()) {
                NpmNode to = resolve(nodes, from.place(), ask.name());
                if (to != null && reached.add(to.place())) {
                    left.add(to);
                }
            }
        }
        return reached;
    }
}
