package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A Maven project object model as written: nothing inherited, nothing interpolated.
///
/// @param coordinates
///            its own; parts that it inherits are empty
/// @param parent
///            null without one
/// @param licence
///            names of its licences
/// @param relocated
///            the coordinates under which it goes on, with what they leave out empty; null if it did not move
/// @param base
///            what holds always
/// @param profiles
///            what holds sometimes
public record Pom(Coordinates coordinates, @Nullable Parent parent, String licence, @Nullable Coordinates relocated, Part base,
        List<Profile> profiles) {
    public Pom {
        profiles = List.copyOf(profiles);
    }

    /// Group, artifact, version.
    public record Coordinates(String group, String artifact, String version) {}

    /// @param relativePath
    ///            as written; `../pom.xml` if absent; empty if the parent is to be looked up in repositories only
    public record Parent(Coordinates coordinates, String relativePath) {}

    /// What a model and each of its profiles have.
    public record Part(Map<String, String> properties, List<Dependency> managed, List<Dependency> dependencies,
            List<Dependency> plugins, List<String> modules) {
        public Part {
            properties = java.util.Collections.unmodifiableMap(new TreeMap<>(properties));
            managed = List.copyOf(managed);
            dependencies = List.copyOf(dependencies);
            plugins = List.copyOf(plugins);
            modules = List.copyOf(modules);
        }
    }

    /// @param activation
    ///            conditions that must all hold, by their name; none if it holds only where it is chosen
    public record Profile(String id, Map<String, String> activation, Part part) {
        /// Condition: the profile holds where no other one of its model does. The value is `true`.
        public static final String BY_DEFAULT = "default";

        /// Condition: a version or range of the Java that builds.
        public static final String JDK = "jdk";

        /// Condition: `name`, `!name` or `name=value` of a property that whoever builds gives.
        public static final String PROPERTY = "property";

        /// Conditions: a file that must be there, one that must not.
        public static final String EXISTS = "exists";
        public static final String MISSING = "missing";

        /// Conditions: name, family, architecture and version of the operating system.
        public static final String OS = "os.";

        public Profile {
            activation = java.util.Collections.unmodifiableMap(new TreeMap<>(activation));
        }
    }

    /// A dependency, managed dependency or plug-in; texts as written.
    ///
    /// @param exclusions
    ///            `group:artifact` of what it must not bring; either may be `*`
    public record Dependency(Coordinates coordinates, String type, String classifier, String scope, boolean optional,
            List<String> exclusions, Span span) {
        public Dependency {
            exclusions = List.copyOf(exclusions);
        }
    }

    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        all().forEach(dependency -> spans.add(dependency.span()));
        return spans;
    }

    /// Every dependency that it writes down, in the order of [Listing#spans]: of the base managed ones, dependencies, plug-ins;
    /// then of each profile.
    public List<Dependency> all() {
        List<Dependency> all = new ArrayList<>();
        add(base, all);
        profiles.forEach(profile -> add(profile.part(), all));
        return all;
    }

    private static void add(Part part, List<Dependency> all) {
        all.addAll(part.managed());
        all.addAll(part.dependencies());
        all.addAll(part.plugins());
    }
}
