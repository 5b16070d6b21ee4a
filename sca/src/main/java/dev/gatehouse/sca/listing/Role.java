package dev.gatehouse.sca.listing;

/// What kind of statement a file makes about packages.
public enum Role {
    /// What a project asks for: `package.json`, `pom.xml`.
    MANIFEST,
    /// What was resolved: lock files.
    LOCK,
    /// Versions for others to use: central package management, version catalogues.
    MANAGED,
    /// What lies there unpacked: `node_modules`, `dist-info`, gem specifications.
    INSTALLED,
    /// What a file is or carries: jars, Go and Rust programs.
    ARTEFACT,
    /// A bill of materials.
    SBOM,
    /// The package database of an operating system.
    SYSTEM,
    /// Which operating system it is.
    DISTRIBUTION,
    /// The text of a package's licence.
    TEXT,
    /// A source file, for what it imports.
    SOURCE;

    /// Whether an empty list of such a file means that it could not be read.
    public boolean pins() {
        return this == LOCK || this == SBOM || this == SYSTEM;
    }
}
