package dev.gatehouse.advisory.feed;

/// How a JavaScript library is known by its file, as Retire.js tells. The expressions are untrusted and may be none that can be used.
///
/// @param name
///            under which advisories name the library: that of npm where it has one
/// @param kind
///            what is looked at
/// @param text
///            a regular expression in which [#VERSION] stands for the version; for a digest SHA-1 in hexadecimal
/// @param version
///            for a digest the version, else empty
public record LibrarySignature(String name, Kind kind, String text, String version) {
    /// Stands in expressions for a version.
    public static final String VERSION = "§§version§§";

    /// What a signature looks at.
    public enum Kind {
        /// The file's name as a whole.
        NAME,
        /// Some text in the file.
        CONTENT,
        /// The file's digest.
        DIGEST
    }
}
