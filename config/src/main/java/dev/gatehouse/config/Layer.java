package dev.gatehouse.config;

/// A configuration file to be read.
///
/// @param kind whose it is; later kinds come over earlier ones
/// @param name path for messages
/// @param bytes its content
public record Layer(Kind kind, String name, byte[] bytes) {

    /// Whose layer it is.
    public enum Kind {
        /// The organisation's: may lock keys, names no paths of a repository.
        ORGANISATION,
        /// The repository's own gatehouse.yaml.
        REPOSITORY
    }
}
