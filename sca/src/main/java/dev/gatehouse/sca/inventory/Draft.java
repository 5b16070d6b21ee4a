package dev.gatehouse.sca.inventory;

import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A project while the inventory is being put together.
final class Draft {
    private final PlacedListing file;
    private final List<Use> uses = new ArrayList<>();
    private final Map<String, Use> byKey = new HashMap<>();
    private final Map<String, List<Use>> byName = new HashMap<>();
    private @Nullable Subject subject;

    Draft(PlacedListing file) {
        this.file = file;
        this.subject = file.listing().subject();
        List<Component> components = file.listing().components();
        for (int i = 0; i < components.size(); i++) {
            add(new Use(file, components.get(i), i));
        }
    }

    void add(Use use) {
        uses.add(use);
        byKey.putIfAbsent(use.component().key(), use);
        byName.computeIfAbsent(use.purl().unversioned().toString(), _ -> new ArrayList<>(1)).add(use);
    }

    PlacedListing file() {
        return file;
    }

    Listing listing() {
        return file.listing();
    }

    List<Use> uses() {
        return uses;
    }

    void remove(Set<Use> gone) {
        uses.removeAll(gone);
    }

    @Nullable
    Use find(String key) {
        return byKey.get(key);
    }

    /// The uses of a package, whatever the version.
    List<Use> named(String unversioned) {
        return byName.getOrDefault(unversioned, List.of());
    }

    void subject(@Nullable Subject other) {
        if (other != null && (subject == null || subject.name().isEmpty())) {
            subject = other;
        }
    }

    /// Spreads scopes along the edges, from what the project asks for; what nothing leads to keeps what it had.
    void spread() {
        Map<Use, Set<Use>> edges = new HashMap<>();
        for (Scope scope : Scope.values()) {
            Deque<Use> left = new ArrayDeque<>();
            for (Use use : uses) {
                if (use.direct() && !use.own() && (use.given() == null ? use.component().scope() : use.given()) == scope) {
                    left.add(use);
                }
            }
            Set<Use> seen = new HashSet<>();
            while (!left.isEmpty()) {
                Use use = left.pop();
                if (seen.add(use)) {
                    use.give(scope);
                    for (Use next : edges.computeIfAbsent(use, this::needs)) {
                        if (!next.own()) {
                            left.push(next);
                        }
                    }
                }
            }
        }
    }

    private Set<Use> needs(Use use) {
        Set<Use> needs = new HashSet<>();
        for (String key : use.component().requires()) {
            Use found = byKey.get(key);
            if (found != null) {
                needs.add(found);
            }
        }
        return needs;
    }

    Project build() {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < uses.size(); i++) {
            positions.putIfAbsent(uses.get(i).component().key(), i);
        }
        List<PackageUse> packages = new ArrayList<>(uses.size());
        for (Use use : uses) {
            Set<Integer> requires = new TreeSet<>();
            for (String key : use.component().requires()) {
                Integer position = positions.get(key);
                if (position != null) {
                    requires.add(position);
                }
            }
            packages.add(use.build(List.copyOf(requires)));
        }
        return new Project(file.place(), file.listing().format(), subject, packages);
    }
}
