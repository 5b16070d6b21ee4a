package dev.gatehouse.config;

/// A configuration file to be read.
///
/// @param kind whose it is; later kinds come over earlier ones
/// @param name path for messages
/// @param bytes its content
public record Layer(Kind kind, String name, byte[] bytes) {

    /// Whose layer it is.
    public enum Kind {
        /// The organisation's, named by whoever runs the command: may lock keys.
        ORGANISATION,
        /// What the repository's gatehouse.yaml extends: may lock keys too, and like the repository itself never switches on network.
        EXTENDED,
        /// The repository's own gatehouse.yaml.
        REPOSITORY
    }
}
