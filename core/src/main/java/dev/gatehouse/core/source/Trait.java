package dev.gatehouse.core.source;

/// What is known of a place besides its path.
public enum Trait {
    /// An ignore file excludes it; only checks that ask for ignored files see it.
    IGNORED,
    /// It no longer exists in the newest state of the source.
    DELETED,
    /// Written by a program: bundles, minified scripts, lock files, generated sources.
    GENERATED,
    /// Somebody else's code kept in the tree: `vendor/`, `node_modules/`, `third_party/`.
    VENDORED,
    /// Tests, fixtures, samples of tests.
    TEST,
    /// Documentation and examples.
    DOCUMENTATION,
    /// Texts of a program in the languages of people: message bundles, locale files.
    TRANSLATION,
    /// The text of a commit or tag message rather than a file.
    MESSAGE
}
