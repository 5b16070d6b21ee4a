package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which definitions use which.
final class DependencyGraph {
    private final Map<Definition, Set<Definition>> uses = new LinkedHashMap<>();

    DependencyGraph(List<ModuleUnit> modules, RuleTree tree) {
        for (ModuleUnit module : modules) {
            module.forEach(d -> uses.put(d, dependencies(d, tree)));
        }
    }

    private static Set<Definition> dependencies(Definition definition, RuleTree tree) {
        Set<Definition> found = new LinkedHashSet<>();
        Traversal traversal = new Traversal(
                node -> {
                    if (node instanceof Term.Ref ref) {
                        for (Definition rule : tree.reachable(ref)) {
                            for (Definition d = rule; d != null; d = d.otherwise()) {
                                found.add(d);
                            }
                        }
                    }
                    return false;
                });
        traversal.head(definition.head());
        traversal.body(definition.body());
        return found;
    }

    Set<Definition> dependencies(Definition definition) {
        return uses.getOrDefault(definition, Set.of());
    }

    /// Reports each definition that uses itself, on whatever way.
    void checkRecursion(RuleTree tree, Diagnostics diagnostics) {
        tree.depthFirst(
                node -> {
                    for (Definition rule : node.definitions()) {
                        for (Definition d = rule; d != null; d = d.otherwise()) {
                            List<Definition> path = pathToItself(d);
                            if (!path.isEmpty()) {
                                diagnostics.add(
                                        RegoError.Code.RECURSION,
                                        d.location(),
                                        "rule "
                                                + d
                                                + " is recursive: "
                                                + path.stream()
                                                        .map(Definition::toString)
                                                        .collect(Collectors.joining(" -> ")));
                            }
                        }
                    }
                    return false;
                });
    }

    /// A way from a definition back to itself, both ends included; empty without one.
    private List<Definition> pathToItself(Definition start) {
        Set<Definition> visited = new LinkedHashSet<>();
        Deque<Definition> path = new ArrayDeque<>();
        Deque<Iterator<Definition>> pending = new ArrayDeque<>();
        path.addLast(start);
        pending.push(dependencies(start).iterator());
        while (!pending.isEmpty()) {
            Iterator<Definition> next = pending.element();
            if (!next.hasNext()) {
                pending.pop();
                path.removeLast();
                continue;
            }
            Definition d = next.next();
            if (d == start) {
                path.addLast(d);
                return new ArrayList<>(path);
            }
            if (visited.add(d)) {
                path.addLast(d);
                pending.push(dependencies(d).iterator());
            }
        }
        return List.of();
    }

    /// All definitions, each after those that it uses. There must be no recursion.
    List<Definition> sorted() {
        Set<Definition> done = new LinkedHashSet<>();
        for (Definition start : uses.keySet()) {
            Deque<Definition> path = new ArrayDeque<>();
            Deque<Iterator<Definition>> pending = new ArrayDeque<>();
            Set<Definition> entered = new LinkedHashSet<>();
            if (!done.contains(start)) {
                path.push(start);
                pending.push(dependencies(start).iterator());
            }
            while (!pending.isEmpty()) {
                Iterator<Definition> next = pending.element();
                if (!next.hasNext()) {
                    pending.pop();
                    done.add(path.pop());
                    continue;
                }
                Definition d = next.next();
                if (!done.contains(d) && entered.add(d)) {
                    path.push(d);
                    pending.push(dependencies(d).iterator());
                }
            }
        }
        return new ArrayList<>(done);
    }
}
