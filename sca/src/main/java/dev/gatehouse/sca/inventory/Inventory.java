package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.source.Place;
import java.util.List;
import java.util.stream.Stream;

/// Every package of a tree, by project, in the order of their places.
///
/// @param systems
///            the operating systems whose release files lie in it
public record Inventory(List<Project> projects, List<OperatingSystem> systems) {
    public Inventory {
        projects = List.copyOf(projects);
        systems = List.copyOf(systems);
    }

    /// One without an operating system.
    public Inventory(List<Project> projects) {
        this(projects, List.of());
    }

    /// Every use of a package.
    public Stream<PackageUse> packages() {
        return projects.stream().flatMap(project -> project.packages().stream());
    }

    /// A distribution, as os-release names it.
    ///
    /// @param id
    ///            `debian`
    /// @param version
    ///            `12`; empty if it has none
    /// @param title
    ///            for people
    /// @param place
    ///            the release file
    public record OperatingSystem(String id, String version, String title, Place place) {}
}
