package dev.gatehouse.sca.inventory;

import java.util.List;
import java.util.stream.Stream;

/// Every package of a tree, by project, in the order of their places.
public record Inventory(List<Project> projects) {
    public Inventory {
        projects = List.copyOf(projects);
    }

    /// Every use of a package.
    public Stream<PackageUse> packages() {
        return projects.stream().flatMap(project -> project.packages().stream());
    }
}
