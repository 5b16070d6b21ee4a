package dev.gatehouse.sca.listing;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one content says of packages.
///
/// @param format
///            id of the format: `npm-lock`
/// @param role
///            what kind of statement it is
/// @param subject
///            what the file is about: the project, the image, the distribution; null if it does not say
/// @param components
///            in the order of the file
/// @param problems
///            what could not be read
/// @param attributes
///            what only the format's own assembly understands, in order
/// @param pom
///            a Maven project object model, which means something only with others; null for all other formats
public record Listing(String format, Role role, @Nullable Subject subject, List<Component> components, List<Problem> problems,
        List<Attribute> attributes, @Nullable Pom pom) implements Facts {
    /// Attribute of a listing whose scopes are to be spread from what is direct.
    public static final String SPREAD = "spread";

    /// Attribute of a lock file: the folder of a member of the workspace that it locks, relative to its own.
    public static final String MEMBER = "member";

    /// Attribute of a manifest: a glob of folders whose projects share its lock file, relative to its own.
    public static final String WORKSPACE = "workspace";

    public Listing {
        components = List.copyOf(components);
        problems = List.copyOf(problems);
        attributes = List.copyOf(attributes);
    }

    /// A name and a value.
    public record Attribute(String name, String value) {}

    /// The first value of the attribute; null without one.
    public @Nullable String attribute(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return attribute.value();
            }
        }
        return null;
    }

    /// All values of the attribute.
    public List<String> attributes(String name) {
        return attributes.stream().filter(attribute -> attribute.name().equals(name)).map(Attribute::value).toList();
    }

    /// One for each component, in their order; then those of the object model.
    @Override
    public List<Span> spans() {
        return pom == null ? components.stream().map(Component::span).toList() : pom.spans();
    }

    @Override
    public List<Span> sensitive() {
        return List.of();
    }
}
