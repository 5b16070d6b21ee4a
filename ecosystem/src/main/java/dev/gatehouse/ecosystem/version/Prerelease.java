package dev.gatehouse.ecosystem.version;

/// A rank that knows whether its version comes before the release.
interface Prerelease {
    boolean isPrerelease();
}
