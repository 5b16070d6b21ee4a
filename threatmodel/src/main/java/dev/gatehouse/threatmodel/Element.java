package dev.gatehouse.threatmodel;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A part of the system: a box of the data-flow diagram.
///
/// @param id
///            stable: made of what declares it and its name, never of a file or line: `kubernetes/shop/statefulset/orders`
/// @param kind
///            what it is
/// @param name
///            for people
/// @param zone
///            who trusts whom: everything in a zone is run by the same people under the same rules: `internet`, `kubernetes/shop`
/// @param origin
///            where it is declared
/// @param properties
///            what matters to its threats
public record Element(String id, Kind kind, String name, String zone, Origin origin, Set<Property> properties)
        implements
            Comparable<Element> {
    /// Whoever is outside.
    public static final String INTERNET = "internet";

    /// What an element is.
    public enum Kind {
        /// Somebody outside: the users.
        EXTERNAL,
        /// Where traffic comes in.
        INGRESS,
        /// Something that runs.
        PROCESS,
        /// Where data stays.
        STORE;

        /// Lower-case name for people and files.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the declaration says, as far as threats depend on it.
    public enum Property {
        PRIVILEGED,
        RUNS_AS_ROOT,
        MOUNTS_HOST,
        WITHOUT_LIMITS,
        MUTABLE_IMAGE,
        DEFAULT_IDENTITY,
        WITHOUT_ENCRYPTION,
        WITHOUT_AUTHENTICATION,
        WITHOUT_NETWORK_POLICY,
        CHANGES_DATA
    }

    public Element {
        properties = properties.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(properties));
    }

    /// Whether it has the property.
    public boolean is(Property property) {
        return properties.contains(property);
    }

    @Override
    public int compareTo(Element other) {
        return id.compareTo(other.id);
    }
}
