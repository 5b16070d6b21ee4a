package dev.gatehouse.sca.remedy;

/// One package that gets another version.
///
/// @param name
///            as its ecosystem writes it
/// @param from
///            the version before; empty if it was not there
/// @param to
///            the version after; empty if it is gone
/// @param how
///            by what
public record Bump(String name, String from, String to, How how) {

    /// By what a package gets its version.
    public enum How {
        /// The lock file alone: what is asked for allows it.
        LOCK,
        /// What the project asks for is raised.
        REQUIREMENT,
        /// The project decides over the heads of the packages that need it.
        OVERRIDE,
        /// Another change brings it.
        BROUGHT
    }

    /// How far it goes; a package that comes or goes is no jump.
    public Jump jump() {
        return from.isEmpty() || to.isEmpty() ? Jump.PATCH : Jump.between(from, to);
    }

    /// `lodash 4.17.4 -> 4.17.21`.
    @Override
    public String toString() {
        return from.isEmpty()
                ? name + " " + to + " (new)"
                : to.isEmpty()
                        ? name + " " + from + " (gone)"
                        : name + " " + from + " -> " + to;
    }
}
