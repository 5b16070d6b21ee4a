package dev.gatehouse.advisory.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Joins records that name the same weakness, by union-find over their ids and aliases.
final class Weaknesses {
    private final Map<String, Integer> nodes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();

    /// Says that these names mean one weakness.
    void join(List<String> ids) {
        int first = -1;
        for (String id : ids) {
            int node = nodes.computeIfAbsent(id.toUpperCase(Locale.ROOT), _ -> {
                names.add(id);
                parents.add(parents.size());
                return parents.size() - 1;
            });
            int root = root(node);
            if (first < 0) {
                first = root;
            } else if (root != first) {
                // The older node stays the root, so that the result does not depend on more than the order of the feeds.
                parents.set(Math.max(root, first), Math.min(root, first));
                first = Math.min(root, first);
            }
        }
    }

    private int root(int node) {
        int at = node;
        while (parents.get(at) != at) {
            parents.set(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }

    /// The weakness that a name belongs to.
    int of(String id) {
        Integer node = nodes.get(id.toUpperCase(Locale.ROOT));
        if (node == null) {
            throw new IllegalArgumentException("a name that nobody joined");
        }
        return root(node);
    }

    /// All names by weakness: CVE ids first, then in the order of the alphabet.
    Map<Integer, List<String>> groups() {
        Map<Integer, List<String>> groups = new TreeMap<>();
        for (int node = 0; node < names.size(); node++) {
            groups.computeIfAbsent(root(node), _ -> new ArrayList<>()).add(names.get(node));
        }
        groups.values().forEach(group -> group.sort((a, b) -> {
            int order = Boolean.compare(b.startsWith("CVE-"), a.startsWith("CVE-"));
            return order != 0 ? order : a.compareTo(b);
        }));
        return groups;
    }
}
