package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.source.Place;
import dev.gatehouse.sca.reach.SourceUse;
import java.util.List;
import java.util.stream.Stream;

/// Every package of a tree, by project, in the order of their places.
///
/// @param systems
///            the operating systems whose release files lie in it
/// @param sources
///            what sources and programs use
public record Inventory(List<Project> projects, List<OperatingSystem> systems, SourceUse sources) {
    public Inventory {
        projects = List.copyOf(projects);
        systems = List.copyOf(systems);
    }

    /// One without an operating system.
    public Inventory(List<Project> projects) {
        this(projects, List.of(), SourceUse.NONE);
    }

    /// One of whose sources nothing is known.
    public Inventory(List<Project> projects, List<OperatingSystem> systems) {
        this(projects, systems, SourceUse.NONE);
    }

    /// The same with what sources use.
    public Inventory with(SourceUse other) {
        return new Inventory(projects, systems, other);
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
