package dev.gatehouse.rego.syntax;

/// Versions of the language.
public enum RegoVersion {
    /// The language before OPA 1.0.
    V0,
    /// A module of [#V0] that imports `rego.v1`, and so keeps to both.
    V0_AS_V1,
    /// The language of OPA 1.0 and later.
    V1;

    /// Whether the stricter rules of version 1 hold.
    public boolean isV1Compatible() {
        return this != V0;
    }
}
