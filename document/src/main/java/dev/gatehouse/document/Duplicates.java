package dev.gatehouse.document;

/// What to do with a key that stands twice in a mapping.
public enum Duplicates {
    /// The document is refused.
    REJECT,
    /// All are kept in [Mapping#members]; [Mapping#get] answers the last, as most programs that read such a document do.
    KEEP
}
