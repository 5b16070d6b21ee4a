package dev.gatehouse.core.finding;

/// Somebody says that this occurrence is not true.
///
/// @param kind
///            where it was said
/// @param form
///            the marker or the place in the configuration: `gitleaks:allow`, `gatehouse.yaml:12`
/// @param reason
///            why; empty if none was given
public record Suppression(Kind kind, String form, String reason) {

    /// Where it was said.
    public enum Kind {
        /// A marker in the line itself.
        INLINE,
        /// Configuration or an ignore file.
        CONFIGURATION
    }
}
