package dev.gatehouse.document;

/// The name of an element or attribute.
///
/// @param prefix
///            as written; empty without one
/// @param local
///            the name without its prefix
/// @param namespace
///            the URI that the prefix, or its absence, stands for; empty if none
public record XmlName(String prefix, String local, String namespace) {

    /// The name as written.
    @Override
    public String toString() {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }
}
